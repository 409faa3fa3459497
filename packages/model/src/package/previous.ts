import { modelErrors } from "../errors.ts";
import type { PreviousModel } from "../training/continuing/previous.ts";
import { readModelPackage } from "./load.ts";
import { decodeWeights } from "./weights-file.ts";

/** What the rows are that training is continued with. */
export interface ContinuedFields {
  readonly text: string;
  readonly label: string;
}

/**
 * Reads a model package to continue its training with rows of these fields.
 *
 * @throws EslabonError `MODEL_PACKAGE_BROKEN`, `MODEL_CONTINUE_ENGINE` (another program has trained it), `MODEL_CONTINUE_FIELDS` (it reads
 * another text or label).
 */
export async function readPrevious(folder: string, fields: ContinuedFields): Promise<PreviousModel> {
  const { manifest, bytes } = await readModelPackage(folder);
  const { engine, labels, name } = manifest;
  if (engine.kind !== "linear") throw modelErrors.MODEL_CONTINUE_ENGINE(name);
  const [its, given] = [describe(manifest.fields), describe(fields)];
  if (its !== given) throw modelErrors.MODEL_CONTINUE_FIELDS(name, its, given);
  return { manifest, weights: decodeWeights(bytes, { ...engine, labels: labels.length }) };
}

function describe({ text, label }: ContinuedFields): string {
  return `the text “${text}” and the label “${label}”`;
}
