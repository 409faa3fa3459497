import { quoted } from "../sql-text.ts";
import type { Workbench } from "../workbench.ts";
import { bandHashes } from "./min-hash.ts";
import type { Step } from "./step.ts";
import { textKey } from "./text-key.ts";

const NAME = "duplicates";

export interface MergeDuplicatesOptions {
  /** From which share of common 4-character shingles (Jaccard) two texts are near duplicates. 0 to 1, default 0.8. */
  readonly similarity?: number;
}

/**
 * Merges rows that say the same: those whose texts differ only in case, accents or punctuation, and near duplicates with
 * the same label. The row that was read first stays.
 *
 * A label that a person has corrected counts for all rows of the same text. Otherwise the same text with two labels is a conflict: the label that more rows have wins (the earlier one in a tie), the others are
 * rejected, and the report lists them for a person to correct. Near duplicates with different labels both stay, on the same
 * side of the split, and are listed too.
 */
export function mergeDuplicates({ similarity = 0.8 }: MergeDuplicatesOptions = {}): Step {
  return {
    name: NAME,
    files: [],
    async apply(workbench, { text, label }) {
      await spreadCorrections(workbench, text, quoted(label));
      await mergeSame(workbench, text, quoted(label));
      await findNear(workbench, text, similarity);
      await mergeNear(workbench, text, quoted(label));
    },
  };
}

/** Else the correction of a row that says what an uncorrected one says would be lost: the earlier row or the majority stays. */
async function spreadCorrections(workbench: Workbench, text: string, label: string): Promise<void> {
  await workbench.run(
    `CREATE OR REPLACE TABLE corrected AS
     SELECT DISTINCT ON (_key) _key, _label
     FROM (SELECT ${textKey(text)} AS _key, ${label} AS _label, count(*) AS votes, min(_row) AS first_row
           FROM rows WHERE _corrected GROUP BY ALL)
     WHERE _key <> '' ORDER BY _key, votes DESC, first_row`,
  );
  await workbench.run(
    `UPDATE rows SET ${label} = _label FROM corrected WHERE NOT _corrected AND _key = ${textKey(text)}`,
  );
  await workbench.run("DROP TABLE corrected");
}

async function mergeSame(workbench: Workbench, text: string, label: string): Promise<void> {
  await workbench.run(
    `CREATE OR REPLACE TABLE same AS
     SELECT _row, label, key,
            first(_row) OVER (PARTITION BY key, label ORDER BY _row) AS first_of_label,
            count(*) OVER (PARTITION BY key, label) AS votes
     FROM (SELECT _row, ${label} AS label, ${textKey(text)} AS key FROM rows)`,
  );
  await workbench.run(
    `CREATE OR REPLACE TABLE same_text AS
     SELECT *, first(label) OVER winner AS winner, first(_row) OVER winner AS winner_row FROM same
     WINDOW winner AS (PARTITION BY key ORDER BY votes DESC, first_of_label, _row)`,
  );
  await workbench.run(
    `INSERT INTO conflicts
     SELECT 'same text', winner_row, _row, winner, label FROM same_text WHERE label <> winner ORDER BY winner_row, _row`,
  );
  await workbench.merge(
    NAME,
    `SELECT _row, 'same text' AS reason, first_of_label AS _into
     FROM same_text WHERE label = winner AND _row <> first_of_label`,
  );
  await workbench.reject(
    NAME,
    "SELECT _row, 'conflict: the same text is labelled ' || winner AS reason FROM same_text WHERE label <> winner",
  );
  await workbench.run("DROP TABLE same; DROP TABLE same_text");
}

/** Fills `near`: for each row that nearly repeats earlier ones, the earliest of them. */
async function findNear(workbench: Workbench, text: string, similarity: number): Promise<void> {
  await workbench.run("CREATE OR REPLACE TABLE bands (_row INTEGER, band UTINYINT, hash UINTEGER)");
  const appender = await workbench.appender("bands");
  for await (const { _row, key } of workbench.each<{ _row: number; key: string }>(
    `SELECT _row, ${textKey(text)} AS key FROM rows`,
  )) {
    for (const [band, hash] of bandHashes(key).entries()) {
      appender.appendInteger(_row);
      appender.appendUTinyInt(band);
      appender.appendUInteger(hash);
      appender.endRow();
    }
  }
  appender.closeSync();
  await workbench.run(
    `CREATE OR REPLACE TABLE near AS
     WITH candidates AS (
       SELECT DISTINCT _row, earlier FROM (SELECT _row, min(_row) OVER (PARTITION BY band, hash) AS earlier FROM bands)
       WHERE earlier < _row
     ), shingles AS (
       SELECT _row, list_distinct([substr(key, i, 4) FOR i IN range(1, greatest(2, len(key)::BIGINT - 2))]) AS shingles
       FROM (SELECT _row, ${textKey(text)} AS key FROM rows)
     ), compared AS (
       SELECT c._row, c.earlier, len(list_intersect(a.shingles, b.shingles)) AS common, len(a.shingles) + len(b.shingles) AS total
       FROM candidates c JOIN shingles a USING (_row) JOIN shingles b ON b._row = c.earlier
     )
     SELECT _row, min(earlier) AS earlier FROM compared WHERE common >= ${similarity} * (total - common) GROUP BY _row`,
  );
  await workbench.run("DROP TABLE bands");
  await followToFirst(workbench);
}

/** Where a row repeats one that itself repeats an earlier one, the earliest counts for both. */
async function followToFirst(workbench: Workbench): Promise<void> {
  for (;;) {
    const { chained } = await workbench.one<{ chained: boolean }>(
      "SELECT exists(FROM near JOIN near AS before ON before._row = near.earlier) AS chained",
    );
    if (!chained) return;
    await workbench.run(
      "UPDATE near SET earlier = before.earlier FROM near AS before WHERE before._row = near.earlier",
    );
  }
}

async function mergeNear(workbench: Workbench, text: string, label: string): Promise<void> {
  await workbench.run(
    `UPDATE rows SET _split_by = first.key FROM near, (SELECT _row, ${textKey(text)} AS key FROM rows) AS first
     WHERE near._row = rows._row AND first._row = near.earlier`,
  );
  await workbench.run(
    `INSERT INTO conflicts
     SELECT 'near duplicate', a._row, b._row, a.${label}, b.${label}
     FROM near JOIN rows a ON a._row = near.earlier JOIN rows b ON b._row = near._row
     WHERE a.${label} <> b.${label} ORDER BY 2, 3`,
  );
  await workbench.merge(
    NAME,
    `SELECT near._row, 'near duplicate' AS reason, near.earlier AS _into
     FROM near JOIN rows a ON a._row = near.earlier JOIN rows b ON b._row = near._row WHERE a.${label} = b.${label}`,
  );
  await workbench.run("DROP TABLE near");
}
