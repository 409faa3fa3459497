import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { digestFile } from "@eslabon/link";

/** A version of the generated dataset: which of the numbered rows it has, and what is changed in them, in SQL over the number `n`. */
export interface Version {
  /** The row numbers: from 0 on, so many. */
  readonly rows: number;
  /** Rows that no source has any longer. */
  readonly gone: string;
  /** Rows that a cleaning step rejects, and rows that one merges into the row before. */
  readonly rejected: string;
  readonly merged: string;
  readonly relabelled: string;
  readonly repaired: string;
}

export const NOTHING: Omit<Version, "rows"> = {
  gone: "false",
  rejected: "false",
  merged: "false",
  relabelled: "false",
  repaired: "false",
};

const LABELS = 50;
const WORDS = 14;
const VOCABULARY = 20_000;
const SIDES = ["train", "test"] as const;
const FIELDS = [
  { name: "id", type: "string" },
  { name: "text", type: "string" },
  { name: "label", type: "string" },
  { name: "amount", type: "number" },
];

/** Writes a version as the package that a build of it would give, as far as it is compared. The same version, the same rows. */
export async function writeVersion(folder: string, version: Version): Promise<void> {
  await mkdir(folder);
  const instance = await DuckDBInstance.create(":memory:", { memory_limit: "1GB" });
  const connection = await instance.connect();
  try {
    await writeFiles(connection, folder, version);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
  await writeFile(join(folder, "package.json"), JSON.stringify({ name: "@bench/data", version: "0.0.0" }));
  await writeFile(join(folder, "datapackage.json"), JSON.stringify(await describe(folder)));
}

async function writeFiles(connection: DuckDBConnection, folder: string, version: Version): Promise<void> {
  const { rows, gone, rejected, merged, relabelled, repaired } = version;
  const words = Array.from(
    { length: WORDS },
    (_, place) => `'w' || hash(n * ${WORDS} + ${place}) % ${VOCABULARY}`,
  );
  await connection.run(
    `CREATE VIEW every AS
     SELECT n, 'claims.parquet:' || n AS id,
            concat_ws(' ', ${words.join(", ")}) || CASE WHEN ${repaired} THEN ' (repaired)' ELSE '' END AS text,
            'label ' || (hash(n) + CASE WHEN ${relabelled} THEN 1 ELSE 0 END) % ${LABELS} AS label,
            (hash(n + 1) % 100000 / 100)::DOUBLE AS amount
     FROM range(${rows}) numbers(n) WHERE NOT (${gone})`,
  );
  for (const side of SIDES) {
    await connection.run(
      `COPY (SELECT id, text, label, amount FROM every
             WHERE NOT (${rejected}) AND NOT (${merged}) AND (hash(id) % 5 = 0) = ${side === "test"})
       TO '${join(folder, side)}.parquet' (FORMAT parquet, COMPRESSION zstd)`,
    );
  }
  const leftOut = "'claims.parquet' AS source, n AS line, id, 'generated' AS step, 'generated' AS reason";
  await connection.run(
    `COPY (SELECT ${leftOut} FROM every WHERE ${rejected}) TO '${join(folder, "rejected.jsonl")}' (FORMAT json)`,
  );
  await connection.run(
    `COPY (SELECT ${leftOut}, 'claims.parquet:' || n - 1 AS "into" FROM every WHERE ${merged})
     TO '${join(folder, "merged.jsonl")}' (FORMAT json)`,
  );
}

async function describe(folder: string): Promise<object> {
  const fields = FIELDS.map((field) => ({ ...field, description: "", constraints: { required: true } }));
  const resources = SIDES.map(async (side) => ({
    name: side,
    path: `${side}.parquet`,
    hash: await digestFile(join(folder, `${side}.parquet`)),
    schema: { fields },
  }));
  return {
    title: "Generated rows",
    description: "",
    version: "0.0.0",
    licenses: [{ name: "CC0-1.0" }],
    language: "en",
    roles: { id: "id", text: "text", label: "label" },
    labels: Array.from({ length: LABELS }, (_, index) => `label ${index}`).sort(),
    resources: await Promise.all(resources),
  };
}
