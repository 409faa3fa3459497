import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Type } from "typebox";
import { Value } from "typebox/value";
import { modelErrors } from "../errors.ts";

/** What a program has made. */
export interface ProgramOutput {
  /** The bytes of `model.onnx`. */
  readonly bytes: Buffer<ArrayBuffer>;
  /** The label of each column of its probabilities. */
  readonly labels: readonly string[];
}

const MODEL = "model.onnx";
const LABELS = "labels.json";
const Labels = Type.Array(Type.String(), { uniqueItems: true, minItems: 2 });

/**
 * Reads what a program has written.
 *
 * @param known the labels of the training rows
 * @param wanted those that it must know: of rows that it was given
 * @throws EslabonError `MODEL_PROGRAM_OUTPUT`.
 */
export async function readProgramOutput(
  folder: string,
  known: readonly string[],
  wanted: ReadonlySet<string>,
): Promise<ProgramOutput> {
  const bytes = await readPart(folder, MODEL);
  const labels = parseLabels((await readPart(folder, LABELS)).toString("utf8"));
  const unknown = labels.find((label) => !known.includes(label));
  if (unknown !== undefined) {
    throw modelErrors.MODEL_PROGRAM_OUTPUT(LABELS, `has the label "${unknown}", which no training row has`);
  }
  const missing = [...wanted].find((label) => !labels.includes(label));
  if (missing !== undefined) {
    throw modelErrors.MODEL_PROGRAM_OUTPUT(LABELS, `lacks the label "${missing}", which training rows have`);
  }
  return { bytes, labels };
}

function parseLabels(text: string): string[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw modelErrors.MODEL_PROGRAM_OUTPUT(LABELS, `is not JSON (${(cause as Error).message})`);
  }
  const wrong = Value.Errors(Labels, value)[0];
  if (!wrong) return value as string[];
  throw modelErrors.MODEL_PROGRAM_OUTPUT(
    LABELS,
    `is not a list of labels: ${wrong.instancePath} ${wrong.message}`,
  );
}

async function readPart(folder: string, file: string): Promise<Buffer<ArrayBuffer>> {
  try {
    return await readFile(join(folder, file));
  } catch (error) {
    const { code = "unknown" } = error as NodeJS.ErrnoException;
    throw modelErrors.MODEL_PROGRAM_OUTPUT(
      file,
      code === "ENOENT" ? "is missing" : `cannot be read (${code})`,
    );
  }
}
