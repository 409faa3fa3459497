import { Type } from "typebox";
import { Value } from "typebox/value";
import type { Step, StepContext } from "./cleaning/step.ts";
import { VersionRules } from "./diff/version-rules.ts";
import { dataErrors } from "./errors.ts";
import { Field } from "./fields.ts";
import type { Corrections } from "./reading/corrections.ts";
import type { Source } from "./sources/source.ts";

/** Everything about a dataset: what its rows hold, where they come from, how they are cleaned and divided. */
export interface Dataset {
  readonly title: string;
  /** BCP 47: `es`, `en`. */
  readonly language: string;
  /** Name → kind; exactly one text and one label. */
  readonly fields: Readonly<Record<string, Field>>;
  /** In the order in which they are read: where two rows say the same, the earlier one stays, so add new sources at the end. */
  readonly sources: readonly Source[];
  /** The manual work, applied while rows are read. */
  readonly corrections?: Corrections;
  /** In the order in which they are taken. */
  readonly cleaning: readonly Step[];
  /** Which share of the rows is kept for testing, 0 to 1. */
  readonly split: { readonly test: number };
  /** What `eslabon check data` demands. */
  readonly gates: {
    /** The fewest rows that a label may have in the training rows. */
    readonly rowsPerLabel: number;
    /** The largest share of rows that may be rejected, 0 to 1. */
    readonly rejected: number;
  };
  /** Which step of the version a kind of change calls for, where it is another than by default. */
  readonly versions?: Partial<VersionRules>;
}

const Declaration = Type.Object({
  title: Type.String({ minLength: 1 }),
  language: Type.String({ pattern: "^[a-z]{2,3}(-[A-Za-z0-9]+)*$" }),
  fields: Type.Record(Type.String(), Field),
  sources: Type.Array(Type.Object({ name: Type.String() }), { minItems: 1 }),
  cleaning: Type.Array(Type.Object({ name: Type.String() })),
  split: Type.Object({ test: Type.Number({ minimum: 0, maximum: 0.9 }) }),
  gates: Type.Object({
    rowsPerLabel: Type.Integer({ minimum: 0 }),
    rejected: Type.Number({ minimum: 0, maximum: 1 }),
  }),
  versions: Type.Optional(Type.Partial(VersionRules, { additionalProperties: false })),
});

type Defaulted = "cleaning" | "split" | "gates";

/**
 * Declares a dataset; what a data link's file exports by default.
 *
 * Defaults: no cleaning steps, a fifth of the rows for testing, at least 5 training rows a label, at most a tenth rejected.
 *
 * @throws EslabonError `DATA_CONFIG_INVALID`, naming each field that is wrong.
 */
export function defineDataset(
  declaration: Omit<Dataset, Defaulted> & Partial<Pick<Dataset, Defaulted>>,
): Dataset {
  const dataset: Dataset = {
    cleaning: [],
    split: { test: 0.2 },
    gates: { rowsPerLabel: 5, rejected: 0.1 },
    ...declaration,
  };
  const problems = [
    ...Value.Errors(Declaration, dataset).map((error) => `${error.instancePath || "/"} ${error.message}`),
    ...countProblems(dataset),
  ];
  if (problems.length > 0) throw dataErrors.DATA_CONFIG_INVALID(problems.join("; "));
  return dataset;
}

/** The files that a dataset is made from, relative to its folder. `undefined` when a database is among its sources. */
export function datasetFiles(dataset: Dataset): readonly string[] | undefined {
  if (dataset.sources.some((source) => source.files.length === 0)) return undefined;
  const { sources, corrections, cleaning } = dataset;
  return [...sources, ...(corrections ? [corrections] : []), ...cleaning].flatMap(({ files }) => files);
}

/** The dataset as its cleaning steps see it. */
export function stepContext(dataset: Dataset, folder: string): StepContext {
  const [text] = fieldsOfKind(dataset, "text");
  const [label] = fieldsOfKind(dataset, "label");
  return { folder, fields: Object.keys(dataset.fields), text: text!, label: label! };
}

function countProblems(dataset: Dataset): string[] {
  const problems = [];
  for (const kind of ["text", "label"] as const) {
    const count = fieldsOfKind(dataset, kind).length;
    if (count !== 1) problems.push(`/fields must have one ${kind}, not ${count}`);
  }
  for (const name of Object.keys(dataset.fields)) {
    if (name === "" || name === "id" || name.startsWith("_"))
      problems.push(`/fields/${name} is a reserved name`);
  }
  const names = dataset.sources.map((source) => source.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) problems.push(`/sources has two of the name “${twice}”`);
  return problems;
}

function fieldsOfKind(dataset: Dataset, kind: Field["kind"]): string[] {
  return Object.entries(dataset.fields)
    .filter(([, field]) => field.kind === kind)
    .map(([name]) => name);
}
