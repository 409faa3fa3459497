import { createTwoFilesPatch } from "diff";
import { parse } from "yaml";

/** What a deployment would do to an object. */
export interface ObjectChange {
  /** `Deployment hogar` */
  readonly object: string;
  /** `labels`: only those that say versions, which all objects have. */
  readonly change: "new" | "changed" | "labels" | "gone";
  /** The object before and after, as a unified diff; empty for what is new or gone. */
  readonly diff: string;
}

/** What turns the objects that were applied into those that are wanted. */
export function changesBetween(applied: string, wanted: string): readonly ObjectChange[] {
  const [before, after] = [objectsIn(applied), objectsIn(wanted)];
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].flatMap((object): ObjectChange[] => {
    const [old, now] = [before.get(object), after.get(object)];
    if (old === undefined) return [{ object, change: "new", diff: "" }];
    if (now === undefined) return [{ object, change: "gone", diff: "" }];
    if (old === now) return [];
    const change = withoutVersions(old) === withoutVersions(now) ? "labels" : "changed";
    return [{ object, change, diff: patch(old, now) }];
  });
}

/** Each object's YAML, by its kind and name. */
function objectsIn(manifest: string): ReadonlyMap<string, string> {
  const texts = manifest.split(/^---$/mu).map((text) => `${text.trim()}\n`);
  const objects = texts.map((text) => [parse(text) as KubernetesObject | null, text] as const);
  return new Map(objects.flatMap(([object, text]) => (object ? [[nameOf(object), text] as const] : [])));
}

interface KubernetesObject {
  readonly kind: string;
  readonly metadata: { readonly name: string };
}

function nameOf({ kind, metadata }: KubernetesObject): string {
  return `${kind} ${metadata.name}`;
}

function withoutVersions(text: string): string {
  return text.replaceAll(/^ {4}(?:app\.kubernetes\.io\/version|helm\.sh\/chart): .*$/gmu, "");
}

function patch(before: string, after: string): string {
  const lines = createTwoFilesPatch("", "", before, after, undefined, undefined, { context: 2 }).split("\n");
  return lines
    .slice(lines.findIndex((line) => line.startsWith("@@")))
    .join("\n")
    .trimEnd();
}
