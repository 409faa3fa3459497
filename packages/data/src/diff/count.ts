import type { Database } from "../database.ts";
import { dataErrors } from "../errors.ts";
import { quoted } from "../sql-text.ts";
import type { ComparedFields } from "./compared-fields.ts";
import type { DatasetDiff, RowCounts } from "./dataset-diff.ts";

const MOST_PAIRS = 1000;

/**
 * @param folder of the newer package, for an error
 * @throws EslabonError `DATA_PACKAGE_TORN` when rows share an id, which those of a build never do
 */
export async function countRows(
  database: Database,
  folder: string,
): Promise<{ readonly from: number; readonly to: number; readonly rows: RowCounts }> {
  const fates = ["altered", "added", "back", "merged", "rejected", "gone"].map(
    (fate) => `count(*) FILTER (fate = '${fate}')::DOUBLE AS ${fate}`,
  );
  const ways = ["relabelled", "repaired", "edited", "moved"].map(
    (way) => `count(*) FILTER (${way})::DOUBLE AS ${way}`,
  );
  const counted = await database.one<Omit<RowCounts, "same"> & { from: number; to: number }>(
    `SELECT ${[...fates, ...ways].join(", ")},
            (SELECT count(*) FROM from_rows)::DOUBLE AS "from", (SELECT count(*) FROM to_rows)::DOUBLE AS "to" FROM changes`,
  );
  const { from, to, ...rows } = counted;
  const stayed = from - rows.merged - rows.rejected - rows.gone;
  if (stayed !== to - rows.added - rows.back)
    throw dataErrors.DATA_PACKAGE_TORN(folder, "rows share an id, here or in what it is compared with");
  return { from, to, rows: { same: stayed - rows.altered, ...rows } };
}

/** From the labels that rows had to those that they have. */
export function countRelabellings(database: Database): Promise<DatasetDiff["relabellings"]> {
  return database.all(
    `SELECT label_from AS "from", label_to AS "to", count(*)::DOUBLE AS rows FROM changes WHERE relabelled
     GROUP BY ALL ORDER BY 3 DESC, 1, 2 LIMIT ${MOST_PAIRS}`,
  );
}

/** The one label that all rows of a label have now; of labels whose rows have several there is none. */
export async function findRenamed(database: Database): Promise<ReadonlyMap<string, string>> {
  const pairs = await database.all<{ from: string; to: string }>(
    `SELECT label_from AS "from", min(label_to) AS "to" FROM changes WHERE relabelled
     GROUP BY 1 HAVING count(DISTINCT label_to) = 1`,
  );
  return new Map(pairs.map(({ from, to }) => [from, to]));
}

export function countLabels(
  database: Database,
  { label }: ComparedFields,
): Promise<DatasetDiff["labelRows"]> {
  return database.all(
    `SELECT label, sum(before)::DOUBLE AS "from", sum(now)::DOUBLE AS "to"
     FROM (SELECT ${quoted(label.from)} AS label, 1 AS before, 0 AS now FROM from_rows
           UNION ALL SELECT ${quoted(label.to)}, 0, 1 FROM to_rows)
     GROUP BY 1 ORDER BY 1`,
  );
}

export function countSources(database: Database): Promise<DatasetDiff["addedBy"]> {
  return database.all(
    `SELECT split_part(id, ':', 1) AS source, count(*)::DOUBLE AS rows FROM changes WHERE fate = 'added'
     GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${MOST_PAIRS}`,
  );
}
