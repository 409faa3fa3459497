import { basename, resolve } from "node:path";
import { digestFile, type Progress } from "@eslabon/link";
import type { AboutModel, Example, FieldDefinitions, PreviousModel, TrainedClassifier } from "@eslabon/model";
import { Command } from "commander";
import { cliErrors } from "../errors.ts";
import { collectDefinition, definitionsOf } from "../field-definitions.ts";
import type { Rows } from "../rows.ts";
import { print, printJson } from "../terminal/print.ts";
import { showProgress } from "../terminal/progress.ts";

interface Options {
  readonly text: string;
  readonly label: string;
  readonly field?: FieldDefinitions;
  readonly from?: string;
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
  .option(
    "--from <model>",
    "the folder of a model to continue from: learns only what that does not know yet of the file, in less time and nearly as well",
  )
  .requiredOption("-o, --out <folder>", "where the model package goes; its last part is the model's name")
  .option("--delimiter <character>", "what stands between the values of a CSV file (default: “,”)")
  .option("--encoding <name>", "of a CSV file, such as windows-1252 (default: utf-8)")
  .option(
    "--language <tag>",
    "of the texts, for the model card (default: “und”, or that of the model with --from)",
  )
  .option("--json", "print the result as JSON")
  .option("-q, --quiet", "show no progress")
  .addHelpText(
    "after",
    `
Personal data in the texts (telephones, identity numbers, e-mail addresses, accounts, cards) is replaced by placeholders first.

With --from the file holds all rows, the old with the new and the corrected. The model's fields, temperature and threshold are kept. Train without
it for a release: then the bytes depend on nothing but the file.

Examples:
  $ eslabon train claims.csv --text text --label trade --out my-model
  $ eslabon train claims.csv --text text --label trade --field channel:category --field amount:number:required --out my-model
  $ eslabon train claims-2.csv --text text --label trade --from my-model --out my-model-2
  $ eslabon train export.csv --delimiter ';' --encoding windows-1252 --text TEXTO --label GREMIO --out gremios`,
  )
  .action(async (file: string, options: Options) => {
    const { openRows } = await import("../rows.ts");
    const { learnFields, withFacts, writeModel } = await import("@eslabon/model");
    const out = resolve(options.out);
    const name = modelName(out);
    using progress = showProgress(name, options.quiet === true || options.json === true);
    const started = performance.now();

    const { text, label } = options;
    const previous = await readFrom(options);
    const fields = previous ? definitionsOf(previous.manifest) : (options.field ?? {});
    const open = (): Rows => openRows(file, { ...options, fields });
    // Read once more before: what numbers there are is known when all rows were seen.
    const extra = previous?.manifest.fields.extra ?? (await learnFields(fields, open().examples));
    const rows = open();
    const trained = await learn(withFacts(rows.examples, extra), previous, progress.say);
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
        ...describeTexts(options, previous),
        fields: { text, label, ...(extra.length > 0 && { extra: [...extra] }) },
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
      ...(previous
        ? { previous: { accuracy, macroF1, ece } }
        : { crossValidation: { accuracy, macroF1, ece } }),
      seconds: Number(((performance.now() - started) / 1000).toFixed(2)),
    };
    if (options.json) printJson(result);
    else printResult(result, options.out);
  });

/** @throws EslabonError `CLI_USAGE`, and what reading the model throws. */
async function readFrom({ from, text, label, field }: Options): Promise<PreviousModel | undefined> {
  if (from === undefined) return undefined;
  if (field) throw cliErrors.CLI_USAGE("--from takes the fields from the model, without --field");
  const { readPrevious } = await import("@eslabon/model");
  return readPrevious(resolve(from), { text, label });
}

/** What was said of the texts, or else what the model says that training goes on from. */
function describeTexts(
  { language }: Options,
  previous: PreviousModel | undefined,
): Pick<AboutModel, "language" | "textLength"> {
  if (!previous) return { language: language ?? "und" };
  const { manifest } = previous;
  return { language: language ?? manifest.language, textLength: manifest.limits.textLength };
}

async function learn(
  examples: AsyncIterable<Example>,
  previous: PreviousModel | undefined,
  progress: Progress,
): Promise<TrainedClassifier> {
  const { continueClassifier, trainClassifier } = await import("@eslabon/model");
  return previous
    ? continueClassifier(examples, previous, { progress })
    : trainClassifier(examples, { progress });
}

function modelName(out: string): string {
  const name = basename(out).toLowerCase();
  if (/^[a-z0-9][a-z0-9._-]*$/u.test(name)) return name;
  throw cliErrors.CLI_USAGE(
    `“${basename(out)}” cannot be a model's name: letters, digits, “.”, “_” and “-” only`,
  );
}

interface Figures {
  readonly accuracy: number;
  readonly macroF1: number;
}

interface Result {
  readonly rows: number;
  readonly rejected: readonly { readonly line: number; readonly reason: string }[];
  readonly labels: number;
  /** Of a model that training went on from there are its own figures only. */
  readonly previous?: Figures;
  readonly crossValidation?: Figures;
  readonly seconds: number;
}

const MOST_REJECTED = 5;

function printResult(
  { rows, rejected, labels, previous, crossValidation, seconds }: Result,
  out: string,
): void {
  print(`trained on ${rows} rows with ${labels} labels in ${seconds} s`);
  if (crossValidation) print(`cross-validation: ${describe(crossValidation)}`);
  if (previous) print(`the model before: ${describe(previous)}; eslabon evaluate measures this one`);
  if (rejected.length > 0) {
    print(`${rejected.length} rows rejected:`);
    for (const { line, reason } of rejected.slice(0, MOST_REJECTED)) print(`  line ${line}: ${reason}`);
  }
  print(`try it: eslabon classify --model ${out} "…"`);
}

function describe({ accuracy, macroF1 }: Figures): string {
  return `accuracy ${(100 * accuracy).toFixed(1)} %, macro-F1 ${(100 * macroF1).toFixed(1)} %`;
}
