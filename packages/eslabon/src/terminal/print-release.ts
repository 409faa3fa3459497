import type { Release } from "@eslabon/chain";
import { print, styled } from "./print.ts";

const SHORT_COMMIT = 7;

/** What was released, and what it consists of. */
export function printRelease(release: Release, dryRun: boolean): void {
  const { package: name, version, tag, commit, distTag, into, changes = [] } = release;
  const reference = styled("bold", `${name}@${version}`);
  print(`${dryRun ? "would release" : "released"} ${reference}`);
  const where = into.length > 0 ? `, in ${into.join(" and ")}` : "";
  print(`  tag ${tag} on ${commit.slice(0, SHORT_COMMIT)}${where}; npm's tag ${distTag}`);
  for (const { what, step } of changes) print(`  ${step}  ${what}`);
}
