import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { type Check, type CheckReport, checkReport, digestFile } from "@eslabon/link";
import { scrub } from "@eslabon/personal-data";
import { textKey } from "./cleaning/text-key.ts";
import { type Dataset, stepContext } from "./dataset.ts";
import { FILES } from "./package/write-rows.ts";
import type { Report } from "./report/report.ts";
import { literal, quoted } from "./sql-text.ts";

/**
 * Whether a dataset package is fit to be released: every row accounted for, enough rows of each label, no personal data, no
 * text on both sides of the split, files as its descriptor says.
 */
export async function checkDataset(dataset: Dataset, folder: string): Promise<CheckReport> {
  const report = JSON.parse(await readFile(join(folder, "report.json"), "utf8")) as Report;
  const { text } = stepContext(dataset, folder);
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    for (const { name, path, format } of FILES) {
      if (format === "jsonl")
        await connection.run(`CREATE VIEW ${name} AS FROM ${literal(join(folder, path))}`);
    }
    return checkReport("data", [
      rowsAreAccountedFor(report),
      fewRowsAreRejected(report, dataset.gates.rejected),
      labelsHaveRows(report, dataset.gates.rowsPerLabel),
      await noPersonalData(connection, text),
      await sidesAreApart(connection, text),
      await filesAreIntact(folder),
    ]);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

function rowsAreAccountedFor({ read, kept, merged, rejected, sources }: Report): Check {
  const balanced = [{ read, kept, merged, rejected }, ...sources].every(
    (account) => account.read === account.kept + account.merged + account.rejected,
  );
  return {
    name: "every row is accounted for",
    passed: balanced,
    detail: `${read} read = ${kept} kept + ${merged} merged + ${rejected} rejected`,
    measured: { read, kept, merged, rejected },
  };
}

function fewRowsAreRejected({ read, rejected }: Report, most: number): Check {
  const share = rejected / read;
  return {
    name: "few rows are rejected",
    passed: share <= most,
    detail: `${(100 * share).toFixed(1)} % of the rows, ${100 * most} % at most`,
    measured: { share },
  };
}

function labelsHaveRows({ labels }: Report, fewest: number): Check {
  const poor = labels.filter(({ train, test }) => train < fewest || test === 0).map(({ label }) => label);
  return {
    name: "every label has rows to learn from and to test with",
    passed: labels.length > 1 && poor.length === 0,
    detail:
      poor.length > 0
        ? `fewer than ${fewest} training rows, or none to test with: ${poor.join(", ")}`
        : `${labels.length} labels with at least ${fewest} training rows each`,
  };
}

async function noPersonalData(connection: DuckDBConnection, text: string): Promise<Check> {
  const found = new Set<string>();
  let searched = 0;
  const result = await connection.stream(
    `SELECT ${quoted(text)} FROM train UNION ALL SELECT ${quoted(text)} FROM test`,
  );
  for await (const rows of result.yieldRows()) {
    for (const [value] of rows) for (const kind of scrub(value as string).kinds) found.add(kind);
    searched += rows.length;
  }
  return {
    name: "no personal data is left",
    passed: found.size === 0,
    detail: found.size === 0 ? `${searched} texts searched` : `found: ${[...found].join(", ")}`,
    measured: { searched, kinds: found.size },
  };
}

async function sidesAreApart(connection: DuckDBConnection, text: string): Promise<Check> {
  const key = textKey(text);
  const result = await connection.runAndReadAll(
    `SELECT count(*)::INTEGER FROM test WHERE ${key} <> '' AND ${key} IN (SELECT ${key} FROM train)`,
  );
  const shared = result.getRows()[0]![0] as number;
  return {
    name: "no text is on both sides of the split",
    passed: shared === 0,
    detail: `${shared} texts shared`,
    measured: { shared },
  };
}

async function filesAreIntact(folder: string): Promise<Check> {
  const { resources } = JSON.parse(await readFile(join(folder, "datapackage.json"), "utf8")) as {
    resources: { path: string; hash: string }[];
  };
  const broken = [];
  for (const { path, hash } of resources) {
    if ((await digestFile(join(folder, path))) !== hash) broken.push(path);
  }
  return {
    name: "the files are as the descriptor says",
    passed: broken.length === 0,
    detail: broken.length === 0 ? `${resources.length} files` : `changed: ${broken.join(", ")}`,
  };
}
