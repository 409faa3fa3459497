import { Command } from "commander";
import { definitionsOf } from "../field-definitions.ts";
import { print, printJson } from "../terminal/print.ts";

interface Options {
  readonly text: string;
  readonly label: string;
  readonly delimiter?: string;
  readonly encoding?: string;
  readonly json?: boolean;
}

export const evaluate = new Command("evaluate")
  .description("measure a model on labelled texts that it was not trained on")
  .argument("<model>", "the folder of a model package")
  .argument("<file>", "CSV, TSV, JSON Lines or Parquet")
  .requiredOption("--text <column>", "the column with the texts")
  .requiredOption("--label <column>", "the column with the right labels")
  .option("--delimiter <character>", "what stands between the values of a CSV file (default: “,”)")
  .option("--encoding <name>", "of a CSV file, such as windows-1252 (default: utf-8)")
  .option(
    "--json",
    "print all figures as JSON: rows, accuracy, macroF1, ece, reliability, decided, thresholds, labels, confusion",
  )
  .addHelpText(
    "after",
    `
Fields that the model reads beside the text are read from the columns of the same names.

Examples:
  $ eslabon evaluate my-model test.csv --text text --label trade
  $ eslabon evaluate my-model test.jsonl --text text --label label --json | jq .accuracy`,
  )
  .action(async (model: string, file: string, options: Options) => {
    const { openRows } = await import("../rows.ts");
    const { evaluate, loadModel } = await import("@eslabon/model");
    const loaded = await loadModel(model);
    const rows = openRows(file, { ...options, fields: definitionsOf(loaded.manifest) });
    const result = await evaluate(loaded, rows.examples);
    if (options.json) {
      printJson({ ...result, rejected: rows.rejected });
      return;
    }
    print(`rows      ${result.rows} (${rows.rejected.length} rejected)`);
    print(`accuracy  ${(100 * result.accuracy).toFixed(2)} %`);
    print(`macro-F1  ${(100 * result.macroF1).toFixed(2)} %`);
    print(`ECE       ${result.ece.toFixed(4)}`);
    const { coverage, precision } = result.decided;
    print(`decided   ${(100 * coverage).toFixed(2)} %, ${(100 * precision).toFixed(2)} % of it rightly`);
  });
