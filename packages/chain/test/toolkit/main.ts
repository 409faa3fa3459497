// The commands of eslabon that a clean room, a hook and git call, for tiny chains; and `release`, to be killed.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import {
  type Chain,
  checkTag,
  deliverTag,
  dependenciesOf,
  installedDependency,
  openRegistry,
  postReceive,
  preReceive,
  type Registry,
  releaseLink,
} from "@eslabon/chain";
import { EslabonError, type Link, silent } from "@eslabon/link";
import { loadTinyChain, OCI } from "./tiny-chain.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: "boolean" },
    published: { type: "boolean" },
    rc: { type: "boolean" },
    resume: { type: "boolean" },
    fixed: { type: "boolean" },
    registry: { type: "string" },
    scope: { type: "string" },
    branches: { type: "string" },
  },
});

const say = (message: string): void => {
  process.stderr.write(`${message}\n`);
};

async function find(name: string): Promise<{ chain: Chain; link: Link; out: string }> {
  const chain = await loadTinyChain(process.cwd());
  const link = chain.links.find((each) => each.name === name)!;
  return { chain, link, out: join(chain.root, "build", name) };
}

async function onServer(work: typeof preReceive): Promise<void> {
  const place = values.registry!;
  const scope = values.scope!;
  const open = (): Promise<Registry> => openRegistry({ npm: place }, scope);
  await work({ root: process.cwd(), input: readFileSync(0, "utf8"), open, place, scope, progress: say });
}

const COMMANDS: Readonly<Record<string, (...args: (string | undefined)[]) => Promise<unknown>>> = {
  build: async (name = "") => {
    const { chain, link, out } = await find(name);
    const [dependency] = dependenciesOf(chain, link);
    const upstream = dependency ? await installedDependency(link, dependency) : "";
    return [{ link: name, ...(await link.build!({ upstream, out, progress: silent })) }];
  },
  check: async (name = "") => {
    const { link, out } = await find(name);
    return [await link.check({ artifact: out, upstream: "" })];
  },
  release: async (name = "", version) => {
    const { chain, link } = await find(name);
    await using registry = await openRegistry(chain.registries, "@tiny", OCI);
    const { rc = false, resume = false } = values;
    const asked = version === undefined ? {} : { version };
    return await releaseLink(chain, link, { registry, ...asked, candidate: rc, resume, progress: say });
  },
  "pre-receive": () => onServer(preReceive),
  "post-receive": () => onServer(postReceive),
  "check-tag": async (tag = "", commit = "") => {
    const chain = await loadTinyChain(process.cwd());
    await using registry = await openRegistry({ npm: values.registry! }, "@tiny");
    const branches = values.branches!.split(",");
    const fixed = values.fixed ?? false;
    return await checkTag(chain, { registry, tag, commit, branches, fixed, progress: say });
  },
  "deliver-tag": async (tag = "") => {
    const chain = await loadTinyChain(process.cwd());
    await using registry = await openRegistry({ npm: values.registry! }, "@tiny");
    return (await deliverTag(chain, tag, { registry, progress: say })) ?? {};
  },
};

try {
  const [command = "", ...args] = positionals[0] === "hook" ? positionals.slice(1) : positionals;
  const result = await COMMANDS[command]!(...args);
  if (values.scope === undefined) process.stdout.write(JSON.stringify(result));
} catch (error) {
  if (!(error instanceof EslabonError)) throw error;
  const { code, message, fix } = error;
  if (values.json) process.stdout.write(JSON.stringify({ error: { code, message, fix } }));
  else say(`error ${code}: ${message}\n  fix: ${fix}`);
  process.exitCode = 2;
}
