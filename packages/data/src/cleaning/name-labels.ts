import { basename } from "node:path";
import type { CsvOptions } from "../sources/csv.ts";
import { readTable } from "../sources/table.ts";
import { quoted } from "../sql-text.ts";
import type { Workbench } from "../workbench.ts";
import type { Step } from "./step.ts";
import { textKey } from "./text-key.ts";

export interface NameLabelsOptions extends Pick<CsvOptions, "delimiter" | "encoding"> {
  /** The column with the label's one right name. */
  readonly name: string;
  /** Columns with other ways to write it, such as a code. */
  readonly variants?: readonly string[];
}

/**
 * Gives every label its one right name by a reference table in a CSV file. Case, accents and blanks do not matter:
 * `FONTANERIA `, `FON` and ` fontaneria` become `Fontanería`. Rows whose label is not in the table are rejected.
 */
export function nameLabels(path: string, options: NameLabelsOptions): Step {
  const name = `labels by ${basename(path)}`;
  return {
    name,
    files: [path],
    async apply(workbench, { folder, label }) {
      await loadTable(workbench, path, options, folder);
      const column = quoted(label);
      await workbench.run(
        `CREATE OR REPLACE TABLE label_of AS SELECT ${textKey("variant")} AS variant, min(name) AS name FROM label_names GROUP BY 1`,
      );
      await workbench.reject(
        name,
        `SELECT _row, 'label not in the table: ' || ${column} AS reason
         FROM rows WHERE ${textKey(label)} NOT IN (SELECT variant FROM label_of)`,
      );
      await workbench.run(
        `UPDATE rows SET ${column} = label_of.name FROM label_of WHERE label_of.variant = ${textKey(label)}`,
      );
    },
  };
}

async function loadTable(
  workbench: Workbench,
  path: string,
  { name, variants = [], ...format }: NameLabelsOptions,
  folder: string,
): Promise<void> {
  await workbench.run("CREATE OR REPLACE TABLE label_names (variant VARCHAR, name VARCHAR)");
  const appender = await workbench.appender("label_names");
  for await (const entry of readTable(path, [name, ...variants], format, folder)) {
    const right = entry[name] ?? "";
    for (const variant of Object.values(entry)) {
      appender.appendVarchar(variant);
      appender.appendVarchar(right);
      appender.endRow();
    }
  }
  appender.closeSync();
}
