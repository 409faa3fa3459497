import { join } from "node:path";
import type { Database } from "../database.ts";
import { dataErrors } from "../errors.ts";
import { LEFT_OUT_FILES } from "../package/write-rows.ts";
import { literal, quoted } from "../sql-text.ts";
import type { ComparedFields } from "./compared-fields.ts";
import type { OpenedPackage } from "./open-package.ts";

/**
 * Fills the table `changes` with each row that is not the same in both packages: `id`, the labels `label_from` and `label_to`,
 * how it was altered (`relabelled`, `repaired`, `edited`, `moved`), and its `fate`: `altered`, `added`, `back`, `merged`, `rejected` or
 * `gone`; of those that were left out, the `step`, the `reason` and `merged_into`.
 */
export async function findChanges(
  database: Database,
  fields: ComparedFields,
  from: OpenedPackage,
  to: OpenedPackage,
): Promise<void> {
  const others = fields.others.map((_, index) => `f._${index} IS DISTINCT FROM t._${index}`);
  await database.run(
    `CREATE TABLE differing AS FROM (
       SELECT coalesce(f._id, t._id) AS id, f._id IS NOT NULL AS before, t._id IS NOT NULL AS after,
              f._label AS label_from, t._label AS label_to,
              before AND after AND f._label IS DISTINCT FROM t._label AS relabelled,
              before AND after AND f._text IS DISTINCT FROM t._text AS repaired,
              before AND after AND (${["false", ...others].join(" OR ")}) AS edited,
              before AND after AND f._side <> t._side AS moved
       FROM (${comparedColumns("from", fields)}) f FULL JOIN (${comparedColumns("to", fields)}) t ON f._id = t._id)
     WHERE NOT (before AND after) OR relabelled OR repaired OR edited OR moved`,
  );
  await listLeftOut(database, "left_out_before", from.folder);
  await listLeftOut(database, "left_out_now", to.folder);
  await database.run(
    `CREATE TABLE changes AS
     SELECT d.id, label_from, label_to, relabelled, repaired, edited, moved,
            CASE WHEN before AND after THEN 'altered'
                 WHEN after AND o.id IS NOT NULL THEN 'back' WHEN after THEN 'added'
                 WHEN n.id IS NULL THEN 'gone' WHEN n.merged_into IS NULL THEN 'rejected' ELSE 'merged' END AS fate,
            n.step, n.reason, n.merged_into
     FROM differing d
     LEFT JOIN left_out_before o ON o.id = d.id AND NOT before
     LEFT JOIN left_out_now n ON n.id = d.id AND NOT after`,
  );
  await database.run("DROP TABLE differing; DROP TABLE left_out_before; DROP TABLE left_out_now");
}

/** Under names that no field has. */
function comparedColumns(name: "from" | "to", { text, label, others }: ComparedFields): string {
  const columns = others.map((field, index) => `${quoted(field)} AS _${index}`);
  const parts = [`${quoted(text[name])} AS _text`, `${quoted(label[name])} AS _label`];
  return `SELECT ${["id AS _id", "_side", ...parts, ...columns].join(", ")} FROM ${name}_rows`;
}

/** The rows that a package's cleaning has left out; of a row that was so twice, the first time. */
async function listLeftOut(database: Database, table: string, folder: string): Promise<void> {
  const files = LEFT_OUT_FILES.map((path) => literal(join(folder, path))).join(", ");
  try {
    await database.run(
      `CREATE TABLE ${table} AS
       SELECT id, first.step, first.reason, first.merged_into FROM (
         SELECT id, arg_min({step: step, reason: reason, merged_into: "into"}, line) AS first
         FROM read_json([${files}], format = 'newline_delimited',
                        columns = {id: 'VARCHAR', line: 'BIGINT', step: 'VARCHAR', reason: 'VARCHAR', "into": 'VARCHAR'})
         SEMI JOIN differing USING (id) GROUP BY id)`,
    );
  } catch (error) {
    throw dataErrors.DATA_PACKAGE_TORN(folder, (error as Error).message, error);
  }
}

/** As {@link findChanges} where there are none. */
export async function noChanges(database: Database): Promise<void> {
  const columns = ["id", "label_from", "label_to", "fate", "step", "reason", "merged_into"].map(
    (name) => `${name} VARCHAR`,
  );
  const ways = ["relabelled", "repaired", "edited", "moved"].map((name) => `${name} BOOLEAN`);
  await database.run(`CREATE TABLE changes (${[...columns, ...ways].join(", ")})`);
}
