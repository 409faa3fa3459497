// The commands of eslabon that a clean room and a hook call, for tiny chains; and `release`, to be killed.
import { join } from "node:path";
import { parseArgs } from "node:util";
import { dependencyOf, installedDependency, openRegistry, releaseLink } from "@eslabon/chain";
import { EslabonError, silent } from "@eslabon/link";
import { loadTinyChain } from "./tiny-chain.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: "boolean" },
    published: { type: "boolean" },
    rc: { type: "boolean" },
    resume: { type: "boolean" },
  },
});
const [command, name = "", version] = positionals;

const chain = await loadTinyChain(process.cwd());
const link = chain.links.find((each) => each.name === name)!;
const out = join(chain.root, "build", name);

const COMMANDS: Readonly<Record<string, () => Promise<unknown>>> = {
  build: async () => {
    const dependency = dependencyOf(chain, link);
    const upstream = dependency ? await installedDependency(link, dependency) : "";
    return [{ link: name, ...(await link.build!({ upstream, out, progress: silent })) }];
  },
  check: async () => [await link.check({ artifact: out, upstream: "" })],
  release: async () => {
    await using registry = await openRegistry(chain.registries, "@tiny");
    return await releaseLink(chain, link, {
      registry,
      ...(version !== undefined && { version }),
      candidate: values.rc ?? false,
      resume: values.resume ?? false,
      progress: (message) => process.stderr.write(`${message}\n`),
    });
  },
};

try {
  process.stdout.write(JSON.stringify(await COMMANDS[command ?? ""]!()));
} catch (error) {
  if (!(error instanceof EslabonError)) throw error;
  const { code, message, fix } = error;
  process.stdout.write(JSON.stringify({ error: { code, message, fix } }));
  process.exitCode = 2;
}
