import type { DependencyPlan, LinkPlan } from "@eslabon/chain";
import type { Environment } from "../environments/look-at.ts";
import { columns } from "./columns.ts";
import { newerVersions } from "./newer-versions.ts";
import { print, styled } from "./print.ts";

/** The chain as a table, a line for each link, and what runs where. */
export function printStatus(links: readonly LinkPlan[], environments: readonly Environment[]): void {
  printTable([
    ["link", "released", "next", "reads", "released since"],
    ...links.map((plan) => [
      plan.link,
      plan.undelivered ? `${plan.last!} (tag only)` : (plan.last ?? NONE),
      nextOf(plan),
      readsOf(plan),
      newerOf(plan),
    ]),
  ]);
  if (environments.length === 0) return;
  print("");
  const names = links.map(({ link }) => link);
  printTable([
    ["environment", ...names, "at"],
    ...environments.map(({ name, url, versions, error }) => [
      name,
      ...names.map((link) => versions?.[link] ?? NONE),
      error === undefined ? url : `${url} (${error})`,
    ]),
  ]);
  for (const environment of environments) printDrift(environment);
}

function printDrift({ name, drift }: Environment): void {
  if (!drift) return;
  if ("error" in drift) print(`${name}: cannot be compared with its file: ${drift.error}`);
  else if (drift.differences.length === 0)
    print(`${name}: as its file says, commit ${drift.commit ?? "unknown"}`);
  for (const difference of "error" in drift ? [] : drift.differences) {
    print(`${styled("red", "drift")} in ${name}: ${difference}`);
  }
}

const NONE = "–";

function printTable(rows: readonly (readonly string[])[]): void {
  const [head, ...lines] = columns(rows);
  print(styled("bold", head!));
  for (const line of lines) print(line);
}

function nextOf({ last, next, step }: LinkPlan): string {
  if (next === undefined) return NONE;
  return last === undefined ? `${next} (first)` : `${next} (${step!})`;
}

function readsOf({ dependencies }: LinkPlan): string {
  return dependencies.map(describe).join(", ") || NONE;
}

function describe({ link, range, locked }: DependencyPlan): string {
  if (range === undefined) return `${link}: no version yet`;
  return locked === undefined || locked === range ? `${link} ${range}` : `${link} ${locked} (${range})`;
}

function newerOf({ dependencies }: LinkPlan): string {
  const newer = dependencies.map((each) => ({ each, versions: Object.values(newerVersions(each)) }));
  return (
    newer
      .map(({ each, versions }) => named(each, versions, dependencies.length))
      .filter(Boolean)
      .join(", ") || NONE
  );
}

/** The link's name where there is more than one. */
function named({ link }: DependencyPlan, versions: readonly string[], links: number): string {
  const listed = versions.join(", ");
  return links > 1 && listed !== "" ? `${link} ${listed}` : listed;
}
