import { type DescribedField, type Descriptor, fieldsOf } from "./descriptor.ts";

/** What has changed in what a dataset says of its rows. */
export interface StructureChanges {
  readonly fields: {
    readonly added: readonly string[];
    readonly removed: readonly string[];
    /** Another type, required or not, or another part: each as people say it, “optional → required”. */
    readonly retyped: readonly { readonly field: string; readonly from: string; readonly to: string }[];
  };
  readonly labels: {
    readonly added: readonly string[];
    readonly removed: readonly string[];
    /** Labels that are gone, of which all rows that have stayed have one that is new. Neither is among the other two. */
    readonly renamed: readonly { readonly from: string; readonly to: string }[];
  };
  /** What else is said otherwise: title, description, language, licence, “description of amount”. */
  readonly described: readonly string[];
}

/**
 * Compares what two packages say of themselves.
 *
 * @param renamed new label by old one, as the rows tell
 */
export function compareStructure(
  from: Descriptor,
  to: Descriptor,
  renamed: ReadonlyMap<string, string>,
): StructureChanges {
  const [before, after] = [byName(fieldsOf(from)), byName(fieldsOf(to))];
  const stayed = [...before.keys()].filter((name) => after.has(name));
  return {
    fields: {
      added: [...after.keys()].filter((name) => !before.has(name)),
      removed: [...before.keys()].filter((name) => !after.has(name)),
      retyped: stayed
        .map((field) => ({
          field,
          from: describe(from, before.get(field)!),
          to: describe(to, after.get(field)!),
        }))
        .filter((field) => field.from !== field.to),
    },
    labels: compareLabels(from.labels, to.labels, renamed),
    described: [
      ...DESCRIPTIONS.filter(([, said]) => said(from) !== said(to)).map(([name]) => name),
      ...stayed
        .filter((field) => before.get(field)!.description !== after.get(field)!.description)
        .map((field) => `description of ${field}`),
    ],
  };
}

const DESCRIPTIONS: readonly (readonly [name: string, said: (descriptor: Descriptor) => string])[] = [
  ["title", ({ title }) => title],
  ["description", ({ description }) => description],
  ["language", ({ language }) => language],
  ["licence", ({ licenses }) => licenses.map(({ name }) => name).join(", ")],
];

function compareLabels(
  before: readonly string[],
  after: readonly string[],
  renamed: ReadonlyMap<string, string>,
): StructureChanges["labels"] {
  const added = after.filter((label) => !before.includes(label));
  const removed = before.filter((label) => !after.includes(label));
  const renames = removed
    .map((from) => ({ from, to: renamed.get(from) }))
    .filter((each): each is { from: string; to: string } => added.includes(each.to ?? ""));
  return {
    added: added.filter((label) => !renames.some(({ to }) => to === label)),
    removed: removed.filter((label) => !renames.some(({ from }) => from === label)),
    renamed: renames,
  };
}

/** “the text, string, required” */
function describe({ roles }: Descriptor, { name, type, constraints }: DescribedField): string {
  const part = Object.entries({ "the text": roles.text, "the label": roles.label }).find(
    ([, field]) => field === name,
  );
  return [...(part ? [part[0]] : []), type, constraints.required === true ? "required" : "optional"].join(
    ", ",
  );
}

function byName(fields: readonly DescribedField[]): ReadonlyMap<string, DescribedField> {
  return new Map(fields.map((field) => [field.name, field]));
}
