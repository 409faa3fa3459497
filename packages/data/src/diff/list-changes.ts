import { type Change, STEPS } from "@eslabon/link";
import type { DatasetDiff } from "./dataset-diff.ts";
import { DEFAULT_RULES, type VersionRules } from "./version-rules.ts";

type Found = readonly [kind: keyof VersionRules, what: string | undefined];

const MOST_NAMED = 10;

/**
 * What a diff calls for: each kind of change with its evidence and its step, the largest step first.
 *
 * @param rules those that differ from {@link DEFAULT_RULES}
 */
export function listChanges(diff: DatasetDiff, rules: Partial<VersionRules> = {}): readonly Change[] {
  const steps = { ...DEFAULT_RULES, ...rules };
  return [...inStructure(diff), ...inRows(diff), ...inDescription(diff)]
    .filter((found): found is [keyof VersionRules, string] => found[1] !== undefined)
    .map(([kind, what]) => ({ what, step: steps[kind] }))
    .sort((one, other) => STEPS.indexOf(other.step) - STEPS.indexOf(one.step));
}

function inStructure({ fields, labels }: DatasetDiff): readonly Found[] {
  return [
    ["fieldsAdded", named("field", fields.added, "added")],
    ["fieldsRemoved", named("field", fields.removed, "removed")],
    ...fields.retyped.map(({ field, from, to }): Found => [
      "fieldsRetyped",
      `field ${field} retyped: ${from} → ${to}`,
    ]),
    ["labelsRemoved", named("label", labels.removed, "removed")],
    ...labels.renamed.map(({ from, to }): Found => ["labelsRenamed", `label ${from} renamed to ${to}`]),
    ["labelsAdded", named("label", labels.added, "added")],
  ];
}

function inRows({ rows, from }: DatasetDiff): readonly Found[] {
  const share = (count: number, sign: string): string =>
    ` (${sign}${((100 * count) / from.rows).toFixed(1)} %)`;
  const leftOut = rows.merged + rows.rejected;
  return [
    ["rowsAdded", counted(rows.added, "row", `added${share(rows.added, "+")}`)],
    ["rowsGone", counted(rows.gone, "row", `gone from the sources${share(rows.gone, "−")}`)],
    ["rowsRelabelled", counted(rows.relabelled, "label", "corrected")],
    ["rowsRepaired", counted(rows.repaired, "text", "repaired")],
    ["rowsEdited", counted(rows.edited, "row", "with another value in other fields")],
    ["rowsBack", counted(rows.back, "row", "back that had been merged or rejected")],
    [
      "rowsLeftOut",
      counted(leftOut, "row", `left out by cleaning (${rows.merged} merged, ${rows.rejected} rejected)`),
    ],
    ["rowsMoved", counted(rows.moved, "row", "on the other side of the split")],
  ];
}

function inDescription({ described, files }: DatasetDiff): readonly Found[] {
  return [
    ["described", described.length === 0 ? undefined : `${described.join(", ")} changed`],
    ["described", files.length === 0 ? undefined : `the same rows, but ${files.join(", ")} changed`],
  ];
}

/** “41 labels corrected”; nothing when there are none. */
function counted(count: number, noun: string, what: string): string | undefined {
  return count === 0 ? undefined : `${count.toLocaleString("en")} ${plural(noun, count)} ${what}`;
}

/** “fields room, floor added”; nothing when there are none. */
function named(noun: string, names: readonly string[], what: string): string | undefined {
  if (names.length === 0) return undefined;
  const rest = names.length - MOST_NAMED;
  const list = [...names.slice(0, MOST_NAMED), ...(rest > 0 ? [`${rest} more`] : [])].join(", ");
  return `${plural(noun, names.length)} ${list} ${what}`;
}

function plural(noun: string, count: number): string {
  return count === 1 ? noun : `${noun}s`;
}
