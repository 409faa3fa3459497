import { basename, resolve } from "node:path";
import { digestFile } from "@eslabon/chain";
import type { FieldDefinitions } from "@eslabon/model";
import { Command } from "commander";
import { cliErrors } from "../errors.ts";
import { collectDefinition } from "../field-definitions.ts";
import type { Rows } from "../rows.ts";
import { print, printJson } from "../terminal/print.ts";
import { showProgress } from "../terminal/progress.ts";

interface Options {
  readonly text: string;
  readonly label: string;
  readonly field?: FieldDefinitions;
  readonly out: string;
  readonly delimiter?: string;
  readonly encoding?: string;
  readonly language?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

export const train = new Command("train")
  .description("train a model from a file, without a chain")
  .argument("<file>", "CSV, TSV, JSON Lines or Parquet")
  .requiredOption("--text <column>", "the column with the texts")
  .requiredOption("--label <column>", "the column with their labels")
  .option(
    "--field <name:type>",
    "a column to read beside the text: its name, “:category”, “:number” or “:date”, and “:required” where each row has to have it; may be given again",
    collectDefinition,
  )
  .requiredOption("-o, --out <folder>", "where the model package goes; its last part is the model's name")
  .option("--delimiter <character>", "what stands between the values of a CSV file (default: “,”)")
  .option("--encoding <name>", "of a CSV file, such as windows-1252 (default: utf-8)")
  .option("--language <tag>", "of the texts, for the model card", "und")
  .option("--json", "print the result as JSON")
  .option("-q, --quiet", "show no progress")
  .addHelpText(
    "after",
    `
Personal data in the texts (telephones, identity numbers, e-mail addresses, accounts, cards) is replaced by placeholders first.

Examples:
  $ eslabon train claims.csv --text text --label trade --out my-model
  $ eslabon train claims.csv --text text --label trade --field channel:category --field amount:number:required --out my-model
  $ eslabon train export.csv --delimiter ';' --encoding windows-1252 --text TEXTO --label GREMIO --out gremios`,
  )
  .action(async (file: string, options: Options) => {
    const { openRows } = await import("../rows.ts");
    const { learnFields, trainClassifier, withFacts, writeModel } = await import("@eslabon/model");
    const out = resolve(options.out);
    const name = modelName(out);
    using progress = showProgress(name, options.quiet === true || options.json === true);
    const started = performance.now();

    const { text, label, field: fields = {} } = options;
    const open = (): Rows => openRows(file, { ...options, fields });
    // Read once more before: what numbers there are is known when all rows were seen.
    const extra = await learnFields(fields, open().examples);
    const rows = open();
    const trained = await trainClassifier(withFacts(rows.examples, extra), { progress: progress.say });
    const artifact = await writeModel(
      trained,
      {
        name,
        package: {
          name,
          version: "0.0.0",
          description: `Trained from ${basename(file)}`,
          license: "UNLICENSED",
        },
        language: options.language ?? "und",
        fields: { text, label, ...(extra.length > 0 && { extra }) },
        data: { package: basename(file), version: "0.0.0", digest: await digestFile(file) },
      },
      out,
    );
    progress.end("trained");

    const { accuracy, macroF1, ece } = trained.crossValidation;
    const result = {
      model: artifact.folder,
      digest: artifact.digest,
      rows: trained.rows,
      rejected: rows.rejected,
      labels: trained.labels.length,
      crossValidation: { accuracy, macroF1, ece },
      seconds: Number(((performance.now() - started) / 1000).toFixed(2)),
    };
    if (options.json) printJson(result);
    else printResult(result, options.out);
  });

function modelName(out: string): string {
  const name = basename(out).toLowerCase();
  if (/^[a-z0-9][a-z0-9._-]*$/u.test(name)) return name;
  throw cliErrors.CLI_USAGE(
    `“${basename(out)}” cannot be a model's name: letters, digits, “.”, “_” and “-” only`,
  );
}

interface Result {
  readonly rows: number;
  readonly rejected: readonly { readonly line: number; readonly reason: string }[];
  readonly labels: number;
  readonly crossValidation: { readonly accuracy: number; readonly macroF1: number };
  readonly seconds: number;
}

const MOST_REJECTED = 5;

function printResult({ rows, rejected, labels, crossValidation, seconds }: Result, out: string): void {
  print(`trained on ${rows} rows with ${labels} labels in ${seconds} s`);
  const { accuracy, macroF1 } = crossValidation;
  print(
    `cross-validation: accuracy ${(100 * accuracy).toFixed(1)} %, macro-F1 ${(100 * macroF1).toFixed(1)} %`,
  );
  if (rejected.length > 0) {
    print(`${rejected.length} rows rejected:`);
    for (const { line, reason } of rejected.slice(0, MOST_REJECTED)) print(`  line ${line}: ${reason}`);
  }
  print(`try it: eslabon classify --model ${out} "…"`);
}
