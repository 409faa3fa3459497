import { stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { category, date, fileSource, number, readRows, text } from "@eslabon/data";
import { diagnoseErrors, type ModelAt } from "@eslabon/diagnose";
import { EslabonError, exists } from "@eslabon/link";
import { type Example, type Input, inputOf, readDataset } from "@eslabon/model";
import { artifactFolder, loadChain } from "../chain/load.ts";

/** What a model is asked, and where that is from. */
export interface Inputs {
  readonly name: string;
  readonly inputs: readonly Input[];
}

/** What is known of a model by who asks it; a service tells it of its own. */
export type AskedModel = Pick<ModelAt, "field" | "fields" | "maxLength" | "examples">;

/** More rows say nothing new of how long answers take. */
const MOST = 4096;

/**
 * Texts to ask a model about: the test rows of a dataset package or the rows of a file; unless given, the test rows that the chain here has
 * built, or else the model's golden examples.
 *
 * @throws EslabonError `DIAGNOSE_NO_TEXTS`, and what reading a dataset or a source throws.
 */
export async function readInputs(model: AskedModel, data: string | undefined, from: string): Promise<Inputs> {
  const place = data === undefined ? await builtDataset(model, from) : resolve(from, data);
  const examples =
    place === undefined ? model.examples.map((text) => ({ text })) : await readExamples(place, model);
  const askable = examples.filter(({ text }) => /[\p{L}\p{N}]/u.test(text) && text.length <= model.maxLength);
  const name = place === undefined ? "the model's golden examples" : basename(place);
  if (askable.length === 0) throw diagnoseErrors.DIAGNOSE_NO_TEXTS(name);
  const inputs = askable.map((example) => inputOf({ fields: { text: model.field } }, example));
  return { name: `${inputs.length} texts of ${name}`, inputs };
}

/** That of the chain in or above the folder, where it has been built and has such texts. */
async function builtDataset({ field }: AskedModel, from: string): Promise<string | undefined> {
  try {
    const folder = artifactFolder(await loadChain(from), "data");
    if (!(await exists(join(folder, "datapackage.json")))) return undefined;
    const { fields } = await readDataset(folder);
    return fields.text === field ? folder : undefined;
  } catch (error) {
    if (error instanceof EslabonError && error.code === "CLI_NO_CHAIN") return undefined;
    throw error;
  }
}

type Text = Omit<Example, "label">;

async function readExamples(place: string, model: AskedModel): Promise<Text[]> {
  const rows = (await stat(place)).isDirectory() ? await testRows(place, model) : fileRows(place, model);
  const examples: Text[] = [];
  for await (const row of rows) if (examples.push(row) === MOST) break;
  return examples;
}

async function testRows(folder: string, { fields }: AskedModel): Promise<AsyncIterable<Text>> {
  const extra = fields.map(({ name, type, required }) => [name, { type, required }] as const);
  return (await readDataset(folder, { fields: Object.fromEntries(extra) })).test();
}

const KINDS = { category, number, date };

/** A field may itself be called as the text is called here. */
const keyOf = (name: string): string => `field ${name}`;

/** Rows that cannot be read are left out: what the service does with them is no matter of speed. */
async function* fileRows(file: string, { field, fields }: AskedModel): AsyncGenerator<Text> {
  const columns = fields.map(({ name }) => [keyOf(name), name] as const);
  const kinds = fields.map(({ name, type, required }) => [keyOf(name), KINDS[type]({ required })] as const);
  const source = fileSource(file, { fields: { text: field, ...Object.fromEntries(columns) } });
  for await (const row of readRows(source, { text: text(), ...Object.fromEntries(kinds) }, process.cwd())) {
    if ("problem" in row) continue;
    const values = fields.flatMap(({ name }) => {
      const value = row.values[keyOf(name)];
      return typeof value === "string" || typeof value === "number" ? [[name, value] as const] : [];
    });
    yield { text: String(row.values.text), ...(fields.length > 0 && { fields: Object.fromEntries(values) }) };
  }
}
