import type { Chain, Registry } from "@eslabon/chain";
import { Command } from "commander";
import { findLink, loadChain } from "../chain/load.ts";
import { openChainRegistry } from "../chain/open-registry.ts";
import {
  newestOfMajor,
  type Updatable,
  updatables,
  type Update,
  update as updateLink,
} from "../chain/update-link.ts";
import { cliErrors } from "../errors.ts";
import { askVersion, canAsk } from "../terminal/ask-version.ts";
import { print, printJson } from "../terminal/print.ts";
import { printUpdate } from "../terminal/print-update.ts";

interface Options {
  readonly all?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

export const update = new Command("update")
  .description("let a link, or an environment, take another released version of a link that it reads")
  .argument("[link]", "model, service, image, chart, or an environment, which reads the chart")
  .argument("[upstream]", "the link that it reads; all of them when left out")
  .argument("[version]", "any that is released; asked for on a terminal when left out")
  .option("--all", "all links, each the newest of the major version that it has")
  .option("-n, --dry-run", "only say what would be taken")
  .option("--json", "print what was taken as JSON; asks nothing")
  .addHelpText(
    "after",
    `
Writes package.json and package-lock.json of the link, and installs; into an environment's file the chart's version and its image. Where nobody
is there to be asked, the newest of the same major version is taken; another major version is taken only when it is named.

Examples:
  $ eslabon update model data 1.0.1
  $ eslabon update service
  $ eslabon update test chart 1.0.1
  $ eslabon update --all --dry-run`,
  )
  .action(
    async (
      name: string | undefined,
      upstream: string | undefined,
      version: string | undefined,
      options: Options,
    ) => {
      if ((options.all === true) === (name !== undefined))
        throw cliErrors.CLI_USAGE("name a link, or say --all");
      const chain = await loadChain(process.cwd());
      await using registry = await openChainRegistry(chain);
      const wanted = { upstream, version, registry };
      if (name !== undefined && chain.environments[name] !== undefined) {
        await takeForEnvironment(chain, { ...wanted, name }, options);
      } else {
        await takeForLinks(chain, name, wanted, options);
      }
    },
  );

/** What is to be taken, as far as it is said. */
interface Wanted {
  readonly upstream: string | undefined;
  readonly version: string | undefined;
  readonly registry: Registry;
}

async function takeForLinks(
  chain: Chain,
  name: string | undefined,
  { upstream, version, registry }: Wanted,
  { all = false, dryRun = false, json = false }: Options,
): Promise<void> {
  const found = await findUpdatable(chain, name, upstream, registry);
  const choose = all || json || !canAsk() ? newestOfMajor : askVersion;
  const updates: Update[] = [];
  for (const each of found) {
    const taken = await take(each, version ?? (await choose(each)), registry, dryRun);
    updates.push(...taken);
    if (!json) printUpdate(each, taken[0], dryRun);
  }
  if (json) printJson(updates);
}

/** The link that is named, or all that read something of which there is a release. */
async function findUpdatable(
  chain: Chain,
  name: string | undefined,
  upstream: string | undefined,
  registry: Registry,
): Promise<readonly Updatable[]> {
  if (name !== undefined) return updatables(chain, findLink(chain, name), upstream, registry);
  const found: Updatable[] = [];
  for (const link of chain.links.filter(({ reads }) => reads)) {
    found.push(...(await updatables(chain, link, undefined, registry)));
  }
  return found.filter(({ plan }) => plan.newest !== undefined);
}

async function take(
  each: Updatable,
  version: string | undefined,
  registry: Registry,
  dryRun: boolean,
): Promise<Update[]> {
  return version === undefined ? [] : [await updateLink(each, version, registry, { dryRun })];
}

async function takeForEnvironment(
  chain: Chain,
  environment: Wanted & { readonly name: string },
  { dryRun = false, json = false }: Options,
): Promise<void> {
  const { updateEnvironment } = await import("../environments/update-environment.ts");
  const taken = await updateEnvironment(chain, environment, dryRun);
  const { link, from = "none", to } = taken;
  if (json) printJson([taken]);
  else print(`${link}: chart ${from} → ${to}${dryRun ? ", if it were taken" : ""}`);
}
