import type { Change, Step } from "@eslabon/link";
import type { LearntField } from "./fields/learnt-field.ts";
import type { Manifest } from "./manifest.ts";
import { readManifest } from "./package/load.ts";

/**
 * What has changed for who asks a model, from one package of it to another: its labels, and what it takes. How well it answers is no
 * change of this kind.
 *
 * @throws EslabonError `MODEL_PACKAGE_BROKEN`
 */
export async function modelChanges(released: string, next: string): Promise<readonly Change[]> {
  return manifestChanges(await readManifest(released), await readManifest(next));
}

type Asked = Pick<Manifest, "name" | "labels" | "fields" | "limits">;

/** As {@link modelChanges}, from what the packages say of themselves. */
export function manifestChanges(before: Asked, after: Asked): readonly Change[] {
  return [
    ...nameChanges(before, after),
    ...labelChanges(before, after),
    ...fieldChanges(before, after),
    ...lengthChanges(before, after),
  ];
}

/** It is part of the address at which a service answers. */
function nameChanges({ name: before }: Asked, { name: after }: Asked): Change[] {
  return before === after ? [] : [change("major", `renamed from ${before} to ${after}`)];
}

function labelChanges(before: Asked, after: Asked): Change[] {
  const removed = before.labels.filter((label) => !after.labels.includes(label));
  const added = after.labels.filter((label) => !before.labels.includes(label));
  return [
    ...removed.map((label) => change("major", `label “${label}” removed`)),
    ...added.map((label) => change("minor", `label “${label}” added`)),
  ];
}

/** What is told of a field of the input: the text is one, too. */
interface Taken {
  readonly type: "text" | LearntField["type"];
  readonly required: boolean;
}

function fieldChanges(before: Asked, after: Asked): Change[] {
  const [had, has] = [takenBy(before), takenBy(after)];
  const names = new Set([...had.keys(), ...has.keys()]);
  return [...names].flatMap((name) => fieldChange(`field “${name}”`, had.get(name), has.get(name)) ?? []);
}

function takenBy({ fields: { text, extra = [] } }: Asked): Map<string, Taken> {
  return new Map<string, Taken>([
    [text, { type: "text", required: true }],
    ...extra.map((field): [string, Taken] => [field.name, field]),
  ]);
}

function fieldChange(field: string, had: Taken | undefined, has: Taken | undefined): Change | undefined {
  if (!has) return change("major", `${field} is taken no more`);
  // Also one that may be left out: a service has to say where it comes from.
  if (!had) return change("major", `${field} added`);
  if (had.type !== has.type) return change("major", `${field} was a ${had.type} and is a ${has.type}`);
  if (had.required === has.required) return undefined;
  return has.required
    ? change("major", `${field} is needed now`)
    : change("minor", `${field} may be left out now`);
}

/** Texts that were answered are refused. */
function lengthChanges({ limits: before }: Asked, { limits: after }: Asked): Change[] {
  if (after.textLength >= before.textLength) return [];
  return [change("major", `texts of up to ${after.textLength} characters in place of ${before.textLength}`)];
}

function change(step: Step, what: string): Change {
  return { what, step };
}
