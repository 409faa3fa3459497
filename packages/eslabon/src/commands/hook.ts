import { readFileSync } from "node:fs";
import { isAbsolute, resolve } from "node:path";
import {
  checkTag,
  deliverTag,
  type HookOptions,
  installHooks,
  openRegistry,
  postReceive,
  preReceive,
  type Registry,
} from "@eslabon/chain";
import { Command } from "commander";
import { loadChain } from "../chain/load.ts";
import { chainScope, openChainRegistry } from "../chain/open-registry.ts";
import { print, printJson } from "../terminal/print.ts";

interface InstallOptions {
  readonly deliver?: boolean;
  readonly registry?: string;
  readonly json?: boolean;
}

interface RegistryOptions {
  readonly registry: string;
}

interface ServerOptions extends RegistryOptions {
  readonly scope: string;
}

interface TagOptions extends RegistryOptions {
  readonly branches: string;
  readonly fixed?: boolean;
}

function say(message: string): void {
  process.stderr.write(`${message}\n`);
}

const install = new Command("install")
  .description("check tags of releases where they are pushed to, before they land")
  .argument("<repository>", "the folder of the bare repository")
  .option("--deliver", "release what lands, too: build, publish, bring it into the release branch")
  .option(
    "--registry <place>",
    "a URL, or the folder of an embedded registry, as the server sees it (default: the chain's)",
  )
  .option("--json", "print the files as JSON")
  .addHelpText(
    "after",
    `
The hooks call this eslabon by its path, and check each tag with the eslabon of the tag's own commit. They need Node, npm and git on the
server. To publish, the server needs the token: ESLABON_NPM_TOKEN.

Examples:
  $ eslabon hook install /srv/git/hogar.git
  $ eslabon hook install /srv/git/hogar.git --deliver --registry https://npm.example.com/`,
  )
  .action(async (repository: string, { deliver = false, registry, json = false }: InstallOptions) => {
    const chain = await loadChain(process.cwd());
    const files = await installHooks(resolve(repository), {
      place: registry === undefined ? chain.registries.npm : absolute(registry),
      scope: chainScope(chain),
      deliver,
      program: [process.execPath, ...process.execArgv, process.argv[1]!],
    });
    if (json) printJson({ files });
    else for (const file of files) print(file);
  });

/** What git calls, and what these call in the room of a tag's commit: nothing that people type. */
const onServer = [
  server("pre-receive", preReceive),
  server("post-receive", postReceive),
  new Command("check-tag")
    .argument("<tag>")
    .argument("<commit>")
    .requiredOption("--registry <place>")
    .requiredOption("--branches <names>")
    .option("--fixed")
    .option("--json")
    .action(async (tag: string, commit: string, { registry: place, branches, fixed = false }: TagOptions) => {
      const chain = await loadChain(process.cwd());
      await using registry = await openChainRegistry(chain, { npm: place });
      const names = branches.split(",").filter((name) => name !== "");
      const options = { registry, tag, commit, branches: names, fixed };
      printJson(await checkTag(chain, { ...options, progress: (message) => say(`${tag}: ${message}`) }));
    }),
  new Command("deliver-tag")
    .argument("<tag>")
    .requiredOption("--registry <place>")
    .option("--json")
    .action(async (tag: string, { registry: place }: RegistryOptions) => {
      const chain = await loadChain(process.cwd());
      await using registry = await openChainRegistry(chain, { npm: place });
      const progress = (message: string): void => say(`${tag}: ${message}`);
      printJson((await deliverTag(chain, tag, { registry, progress })) ?? {});
    }),
];

function server(name: string, work: (options: HookOptions) => Promise<void>): Command {
  return new Command(name)
    .requiredOption("--registry <place>")
    .requiredOption("--scope <scope>")
    .action(async ({ registry: place, scope }: ServerOptions) => {
      const input = readFileSync(process.stdin.fd, "utf8");
      const open = (): Promise<Registry> => openRegistry({ npm: place }, scope);
      // git runs its hooks in the repository.
      await work({ root: process.cwd(), input, open, place, scope, progress: say });
    });
}

function absolute(place: string): string {
  return /^https?:\/\//u.test(place) || isAbsolute(place) ? place : resolve(place);
}

export const hook = new Command("hook").description(
  "check and deliver releases on the server of a repository",
);
hook.addCommand(install.exitOverride());
for (const command of onServer) hook.addCommand(command.exitOverride(), { hidden: true });
