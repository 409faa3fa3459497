import type { Updatable, Update } from "../chain/update-link.ts";
import { newerVersions } from "./newer-versions.ts";
import { print } from "./print.ts";

/** What a link has taken, or would take, and what it could take only by its name. */
export function printUpdate({ link, plan }: Updatable, taken: Update | undefined, dryRun: boolean): void {
  const stays = `${plan.package} ${plan.locked ?? ""} stays`;
  print(`${link.name}: ${taken ? describe(taken, dryRun) : stays}`);
  const locked = taken?.to ?? plan.locked;
  const { major } = newerVersions({ ...plan, ...(locked !== undefined && { locked }) });
  if (major === undefined) return;
  const command = `eslabon update ${link.name} ${plan.link} ${major}`;
  print(`${link.name}: ${major} is released, another major version: ${command}`);
}

function describe({ package: name, from, to }: Update, dryRun: boolean): string {
  const change = from === undefined || from === to ? to : `${from} → ${to}`;
  return `${name} ${change}${dryRun ? ", if it were taken" : ""}`;
}
