import type { Database } from "../database.ts";
import type { Value } from "../reading/values.ts";
import type { ComparedFields } from "./compared-fields.ts";
import type { EditedField, Examples, LeftOutRow, Row, Side } from "./dataset-diff.ts";

/** Which rows of `changes` are examples of a kind. */
const KINDS: Readonly<Record<keyof Examples, string>> = {
  relabelled: "relabelled",
  repaired: "repaired",
  edited: "edited",
  moved: "moved",
  added: "fate = 'added'",
  back: "fate = 'back'",
  merged: "fate = 'merged'",
  rejected: "fate = 'rejected'",
  gone: "fate = 'gone'",
};

/** A row of `changes`. */
interface Changed {
  readonly id: string;
  readonly step: string | null;
  readonly reason: string | null;
  readonly merged_into: string | null;
}

/** A row with all its fields, as it stands in one of the packages. */
interface Stored extends Row {
  readonly side: Side;
  readonly values: Readonly<Record<string, Value>>;
}

/** The first rows of each kind, by their ids, with what they held and hold. */
export async function findExamples(
  database: Database,
  fields: ComparedFields,
  top: number,
): Promise<Examples> {
  const found = {} as Record<keyof Examples, readonly Changed[]>;
  await database.run("CREATE TABLE shown (id VARCHAR)");
  for (const [kind, condition] of Object.entries(KINDS)) {
    const first = `FROM changes WHERE ${condition} ORDER BY id LIMIT ${top}`;
    found[kind as keyof Examples] = await database.all(`SELECT id, step, reason, merged_into ${first}`);
    await database.run(`INSERT INTO shown SELECT id ${first}`);
  }
  const before = await readShown(database, "from", fields);
  const after = await readShown(database, "to", fields);
  const altered = (rows: readonly Changed[]): readonly Altered[] =>
    rows.map(({ id }) => ({ was: before.get(id)!, is: after.get(id)! }));
  return {
    relabelled: altered(found.relabelled).map(({ was, is }) => ({
      ...row(is),
      from: was.label,
      to: is.label,
    })),
    repaired: altered(found.repaired).map(({ was, is }) => ({ ...row(is), from: was.text, to: is.text })),
    edited: altered(found.edited).map((each) => ({ ...row(each.is), fields: edited(each, fields) })),
    moved: altered(found.moved).map(({ was, is }) => ({ ...row(is), from: was.side, to: is.side })),
    added: found.added.map(({ id }) => row(after.get(id)!)),
    back: found.back.map(({ id }) => row(after.get(id)!)),
    merged: found.merged.map((each) => leftOut(before.get(each.id)!, each)),
    rejected: found.rejected.map((each) => leftOut(before.get(each.id)!, each)),
    gone: found.gone.map(({ id }) => row(before.get(id)!)),
  };
}

interface Altered {
  readonly was: Stored;
  readonly is: Stored;
}

function row({ id, text, label }: Stored): Row {
  return { id, text, label };
}

function edited({ was, is }: Altered, { others }: ComparedFields): EditedField[] {
  return others
    .map((field) => ({ field, from: was.values[field]!, to: is.values[field]! }))
    .filter(({ from, to }) => from !== to);
}

function leftOut(stored: Stored, { step, reason, merged_into: into }: Changed): LeftOutRow {
  return { ...row(stored), step: step!, reason: reason!, ...(into !== null && { into }) };
}

async function readShown(
  database: Database,
  name: "from" | "to",
  { text, label }: ComparedFields,
): Promise<ReadonlyMap<string, Stored>> {
  const rows = await database.all<Stored["values"]>(`SELECT * FROM ${name}_rows SEMI JOIN shown USING (id)`);
  const stored = rows.map((values) => ({
    id: values.id as string,
    text: values[text[name]] as string,
    label: values[label[name]] as string,
    side: values._side as Side,
    values,
  }));
  return new Map(stored.map((each) => [each.id, each]));
}
