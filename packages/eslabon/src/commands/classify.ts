import { createInterface } from "node:readline";
import { EslabonError } from "@eslabon/link";
import type { Explanation, FieldValue, Model } from "@eslabon/model";
import { Command } from "commander";
import { findPackage } from "../chain/find-package.ts";
import { loadChain, madeArtifact } from "../chain/load.ts";
import { cliErrors } from "../errors.ts";
import { collectValue, type TypedIn, valuesOf } from "../field-values.ts";
import { nameField } from "../terminal/name-field.ts";
import { print, printJson, printScores } from "../terminal/print.ts";

interface Options {
  readonly model?: string;
  readonly field?: TypedIn;
  readonly json?: boolean;
  readonly top: string;
}

export const classify = new Command("classify")
  .description("classify a text, or NDJSON from standard input")
  .argument("[text]", "what the customer said; “-” or none: one JSON value a line from standard input")
  .option("-m, --model <model>", "a model package: a folder, or model@1.1.0 (default: the chain's)")
  .option(
    "--field <name=value>",
    "what is known beside the text, where the model reads it; may be given again",
    collectValue,
  )
  .option("--top <count>", "how many labels to show", "5")
  .option("--json", "print every label with its score, and what spoke for the first, as JSON")
  .addHelpText(
    "after",
    `
A line of standard input is a JSON string or an object with the model's text field and, by their names, what else it reads; each
gives a line of output, in order. What --field says holds for lines that do not say it themselves.

Examples:
  $ eslabon classify "Tengo un charco en el baño"
  $ eslabon classify --model my-model --json "The tap drips"
  $ eslabon classify --model my-model --field amount=120 "The tap drips"
  $ printf '"Se me rompió la vitrocerámica"\\n{"texto":"Gotea el techo"}\\n' | eslabon classify`,
  )
  .action(async (text: string | undefined, options: Options) => {
    if (text === undefined && process.stdin.isTTY) throw cliErrors.CLI_TEXT_MISSING();
    const { loadModel } = await import("@eslabon/model");
    const model = await loadModel(
      options.model === undefined
        ? await madeArtifact(await loadChain(process.cwd()), "model")
        : await findPackage(options.model, process.cwd()),
    );
    const values = valuesOf(options.field ?? {}, model.manifest);
    if (text === undefined || text === "-") await classifyLines(model, values);
    else classifyText(model, text, values, options);
  });

type Values = Readonly<Record<string, FieldValue>>;

function classifyText(model: Model, text: string, values: Values, { json, top }: Options): void {
  const { prediction, explanation } = model.explain({ ...values, [model.manifest.fields.text]: text });
  if (json) {
    printJson({ classification: prediction, explanation });
    return;
  }
  printScores(prediction.slice(0, Math.max(1, Number(top) || 1)));
  const reasons = namedReasons(explanation)
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, 3);
  print(`because of: ${reasons.map(({ name }) => name).join(", ") || "no word in particular"}`);
}

function namedReasons({ words, fields }: Explanation): { name: string; weight: number }[] {
  return [
    ...words.map(({ word, weight }) => ({ name: word, weight })),
    ...fields.map((field) => ({ name: nameField(field), weight: field.weight })),
  ];
}

async function classifyLines(model: Model, values: Values): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() !== "") print(JSON.stringify(classifyLine(model, line, values)));
  }
}

function classifyLine(model: Model, line: string, values: Values): object {
  try {
    const value: unknown = parseLine(line);
    const input = typeof value === "string" ? { [model.manifest.fields.text]: value } : value;
    return { classification: model.predict({ ...values, ...(input as Record<string, unknown>) }) };
  } catch (error) {
    if (!(error instanceof EslabonError)) throw error;
    process.exitCode = 1;
    return { error: { code: error.code, message: error.message } };
  }
}

function parseLine(line: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw cliErrors.CLI_USAGE("the line is not valid JSON");
  }
  if (typeof value === "string" || (typeof value === "object" && value !== null)) return value;
  throw cliErrors.CLI_USAGE("the line is neither a JSON string nor an object");
}
