import type { PackageInfo } from "@eslabon/link";
import type { StepContext } from "../cleaning/step.ts";
import type { Dataset } from "../dataset.ts";
import type { Loaded } from "../reading/load.ts";
import { quoted } from "../sql-text.ts";
import type { Workbench } from "../workbench.ts";

/** What became of every row that was read: `read = kept + merged + rejected`, in all and for each source. */
export interface Account {
  readonly read: number;
  readonly kept: number;
  readonly merged: number;
  readonly rejected: number;
}

export interface Conflict {
  /** `same text`: only `row` has stayed. `near duplicate`: both have. */
  readonly kind: "same text" | "near duplicate";
  readonly row: string;
  readonly label: string;
  readonly other: string;
  readonly otherLabel: string;
  readonly text: string;
}

/** The quality of a dataset, as plain data: `report.json` of its package. */
export interface Report extends Account {
  readonly dataset: string;
  readonly version: string;
  readonly title: string;
  readonly sources: readonly (Account & { readonly source: string })[];
  readonly steps: readonly {
    readonly step: string;
    readonly outcome: string;
    readonly reason: string;
    readonly rows: number;
  }[];
  readonly labels: readonly { readonly label: string; readonly train: number; readonly test: number }[];
  readonly personalData: Loaded["personalData"];
  /** How many pairs of rows say the same and have different labels. */
  readonly conflictPairs: number;
  /** The first thousand of them. */
  readonly conflicts: readonly Conflict[];
  /** Characters of the kept texts. `histogram` counts texts of `from` to `from + 19` characters. */
  readonly lengths: {
    readonly median: number;
    readonly p95: number;
    readonly longest: number;
    readonly histogram: readonly { readonly from: number; readonly rows: number }[];
  };
}

const HISTOGRAM_STEP = 20;
const MOST_CONFLICTS = 1000;

export async function makeReport(
  workbench: Workbench,
  {
    dataset,
    info,
    loaded,
    context,
  }: { dataset: Dataset; info: PackageInfo; loaded: Loaded; context: StepContext },
): Promise<Report> {
  const sources = await countSources(workbench, loaded);
  return {
    dataset: info.name,
    version: info.version,
    title: dataset.title,
    ...total(sources),
    sources,
    steps: await workbench.all(
      `SELECT step, outcome, reason, rows FROM (
         SELECT step, CASE WHEN _into IS NULL THEN 'rejected' ELSE 'merged' END AS outcome, reason,
                count(*)::INTEGER AS rows, min(rowid) AS first
         FROM left_out GROUP BY ALL)
       ORDER BY min(first) OVER (PARTITION BY step), rows DESC, reason`,
    ),
    labels: await workbench.all(
      `SELECT ${quoted(context.label)} AS label, count(*) FILTER (_side = 'train')::INTEGER AS train,
              count(*) FILTER (_side = 'test')::INTEGER AS test
       FROM rows GROUP BY 1 ORDER BY 1`,
    ),
    personalData: loaded.personalData,
    conflictPairs: (
      await workbench.one<{ pairs: number }>("SELECT count(*)::INTEGER AS pairs FROM conflicts")
    ).pairs,
    conflicts: await listConflicts(workbench, context.text),
    lengths: await measureLengths(workbench, context.text),
  };
}

async function countSources(workbench: Workbench, loaded: Loaded): Promise<Report["sources"]> {
  const counted = await workbench.all<{ source: string; kept: number; merged: number; rejected: number }>(
    `SELECT _source AS source, count(*) FILTER (outcome = 'kept')::INTEGER AS kept,
            count(*) FILTER (outcome = 'merged')::INTEGER AS merged, count(*) FILTER (outcome = 'rejected')::INTEGER AS rejected
     FROM (SELECT _source, 'kept' AS outcome FROM rows
           UNION ALL SELECT _source, CASE WHEN _into IS NULL THEN 'rejected' ELSE 'merged' END FROM left_out)
     GROUP BY 1`,
  );
  return Object.entries(loaded.rows).map(([source, read]) => {
    const { kept, merged, rejected } = counted.find((each) => each.source === source) ?? {
      kept: 0,
      merged: 0,
      rejected: 0,
    };
    return { source, read, kept, merged, rejected };
  });
}

function total(sources: readonly Account[]): Account {
  const sum = (key: keyof Account): number => sources.reduce((all, source) => all + source[key], 0);
  return { read: sum("read"), kept: sum("kept"), merged: sum("merged"), rejected: sum("rejected") };
}

function listConflicts(workbench: Workbench, text: string): Promise<Conflict[]> {
  return workbench.all<Conflict>(
    `SELECT c.kind AS kind, a.id AS row, c.label AS label, b.id AS other, c.other_label AS "otherLabel", a.text AS text
     FROM conflicts c
     JOIN (SELECT _row, id, ${quoted(text)} AS text FROM rows) a USING (_row)
     JOIN (SELECT _row, id FROM rows UNION ALL SELECT _row, id FROM left_out) b ON b._row = c._other
     ORDER BY c.kind DESC, c._row, c._other LIMIT ${MOST_CONFLICTS}`,
  );
}

async function measureLengths(workbench: Workbench, text: string): Promise<Report["lengths"]> {
  const length = `len(${quoted(text)})`;
  const quantiles = await workbench.one<{ median: number; p95: number; longest: number }>(
    `SELECT quantile_disc(${length}, 0.5)::INTEGER AS median, quantile_disc(${length}, 0.95)::INTEGER AS p95,
            max(${length})::INTEGER AS longest FROM rows`,
  );
  const histogram = await workbench.all<{ from: number; rows: number }>(
    `SELECT (${length} // ${HISTOGRAM_STEP} * ${HISTOGRAM_STEP})::INTEGER AS "from", count(*)::INTEGER AS rows
     FROM rows GROUP BY 1 ORDER BY 1`,
  );
  return { ...quantiles, histogram };
}
