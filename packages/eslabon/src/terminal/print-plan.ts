import type { DependencyPlan, LinkPlan } from "@eslabon/chain";
import { newerVersions } from "./newer-versions.ts";
import { print, styled } from "./print.ts";

/** For each link the version that would be released, why, and what it could take of the link before it. */
export function printPlan(links: readonly LinkPlan[]): void {
  const width = Math.max(...links.map(({ link }) => link.length));
  for (const plan of links) {
    print(`${styled("bold", plan.link.padEnd(width))}  ${headline(plan)}`);
    for (const line of linesOf(plan)) print(`${" ".repeat(width)}    ${line}`);
  }
}

function headline({ last, next }: LinkPlan): string {
  if (last === undefined) return `${next!}, the first release${next === "1.0.0" ? "" : " on this branch"}`;
  return next === undefined ? `${last}, nothing to release` : `${last} → ${next}`;
}

function linesOf({ link, last, undelivered, changes, candidates, dependencies }: LinkPlan): string[] {
  return [
    ...(undelivered
      ? [`${last!} has its tag and no package; deliver it: eslabon release ${link} ${last!}`]
      : []),
    ...changes.map(({ what, step }) => `${what} → ${step}`),
    ...(candidates.length > 0 ? [`candidates: ${candidates.join(", ")}`] : []),
    ...dependencies.flatMap((dependency) => linesOfDependency(link, dependency)),
  ];
}

function linesOfDependency(link: string, dependency: DependencyPlan): string[] {
  const { link: upstream, package: name, range, locked } = dependency;
  const command = `eslabon update ${link} ${upstream}`;
  if (range === undefined && dependency.newest === undefined) return [`${name} has to be released first`];
  if (range === undefined) return [`it does not depend on ${name} yet: ${command}`];
  const { same, major } = newerVersions(dependency);
  const has = `it has ${name} ${locked ?? range}`;
  return [
    ...(same === undefined ? [] : [`${has}, and ${same} is released: ${command}`]),
    ...(major === undefined ? [] : [`${has}, and ${major} is released: ${command} ${major}`]),
  ];
}
