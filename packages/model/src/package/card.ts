import type { PackageInfo } from "@eslabon/link";
import { exampleValue } from "../fields/example-value.ts";
import type { LearntField } from "../fields/learnt-field.ts";
import type { FieldValues } from "../fields/values.ts";
import { inputOf } from "../input/input-of.ts";
import type { Manifest } from "../manifest.ts";
import type { Input } from "../model.ts";
import type { Figure } from "./figures/figure.ts";
import { asGiven, grouped, percent } from "./figures/numbers.ts";

const MOST_CONFUSIONS = 10;

/** What a card says besides what the manifest knows. */
export interface CardExtras {
  /** Those that lie beside it in the package. */
  readonly figures: readonly Figure[];
  /** Of this program. */
  readonly version: string;
}

/** `README.md` of a model package: a model card in the form of Hugging Face, front matter first. */
export function describeModel(
  manifest: Manifest,
  about: PackageInfo,
  { figures, version }: CardExtras,
): string {
  return [
    frontMatter(manifest, about),
    `# ${manifest.package}`,
    about.description,
    use(manifest),
    extraFields(manifest),
    metrics(manifest),
    reliability(figures),
    decisions(manifest, figures),
    learningCurve(manifest, figures),
    labels(manifest),
    confusion(manifest),
    making(manifest, version),
    limits(manifest),
  ]
    .filter((section) => section !== "")
    .join("\n\n")
    .concat("\n");
}

/** Values are written as JSON, which is YAML. */
function frontMatter(
  { name, language, data, metrics, package: packageName }: Manifest,
  about: PackageInfo,
): string {
  const task = { type: "text-classification" };
  const results = [
    {
      task,
      dataset: { type: data.package, name: data.package, revision: data.version, split: metrics.source },
      metrics: [
        { type: "accuracy", value: metrics.accuracy },
        { type: "f1", name: "macro-F1", value: metrics.macroF1 },
        { type: "expected_calibration_error", value: metrics.ece },
      ],
    },
  ];
  return [
    "---",
    `language: ${JSON.stringify(language)}`,
    `license: ${JSON.stringify(about.license.toLowerCase())}`,
    "library_name: eslabon",
    "pipeline_tag: text-classification",
    `datasets: ${JSON.stringify([data.package])}`,
    `metrics: ["accuracy", "f1"]`,
    `model-index: ${JSON.stringify([{ name: packageName, results }])}`,
    `tags: ${JSON.stringify(["eslabon", name])}`,
    "---",
  ].join("\n");
}

function use(manifest: Manifest): string {
  const { package: name, fields, golden, labels, data } = manifest;
  const input = inputOf(manifest, { text: "…", fields: neededValues(fields), ...golden[0] });
  return `## Intended use

It reads one short text and says which of ${labels.length} labels (\`${fields.label}\`) it is about, with a calibrated probability each. It is meant for texts of
the kind that \`${data.package}\` holds, where a person looks at what it does not decide.

\`\`\`js
import { model } from ${JSON.stringify(name)};

const { label, confidence, prediction } = model.decide(${asLiteral(input)});
console.log(label, confidence); // the label, or null where the model is not sure enough
console.log(prediction[0]); // its first label in any case, with its probability
\`\`\``;
}

/** Without which it answers nothing. */
function neededValues({ extra = [] }: Manifest["fields"]): FieldValues {
  const needed = extra.filter(({ required }) => required);
  return Object.fromEntries(needed.map((field) => [field.name, exampleValue(field)]));
}

function asLiteral(input: Input): string {
  const properties = Object.entries(input).map(
    ([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  );
  return `{ ${properties.join(", ")} }`;
}

function extraFields({ fields: { extra = [] } }: Manifest): string {
  if (extra.length === 0) return "";
  const rows = extra.map(
    (field) =>
      `| \`${cell(field.name)}\` | ${field.type} | ${field.required ? "yes" : "no"} | ${cell(whatItTells(field))} |`,
  );
  return `### Beside the text

| field | type | needed | what the model reads of it |
| :---- | :--- | :----- | :------------------------- |
${rows.join("\n")}`;
}

const MOST_NAMES = 10;

function whatItTells(field: LearntField): string {
  switch (field.type) {
    case "category": {
      const names = field.values.slice(0, MOST_NAMES).join(", ");
      const more = field.values.length - MOST_NAMES;
      return more > 0 ? `${names} and ${grouped(more)} more names` : names;
    }
    case "number":
      return field.thresholds.length === 0
        ? "whether there is one"
        : `whether it is from ${field.thresholds.join(", ")} on`;
    case "date":
      return "the month, the weekday, and the hour where it has one";
  }
}

const judges: Record<Manifest["metrics"]["source"], string> = {
  test: "rows kept for testing",
  "cross-validation": "training rows, each answered without having been learnt",
  previous:
    "rows that judged the model that its training went on from, which answered them, and not this one",
};

function metrics({ metrics: { source, rows, unanswered, accuracy, macroF1, ece } }: Manifest): string {
  const rowsOf = judges[source];
  return `## Metrics

On ${grouped(rows)} ${rowsOf}:

| accuracy | macro-F1 | calibration error (15 bins) | rows without an answer |
| -------: | -------: | --------------------------: | ---------------------: |
| ${accuracy.toFixed(4)} | ${macroF1.toFixed(4)} | ${ece.toFixed(4)} | ${unanswered} |`;
}

/** Nothing but a picture: what it shows in one number is among the metrics. */
function reliability(figures: readonly Figure[]): string {
  const shown = picture(figures, "reliability");
  if (shown === "") return "";
  return `### Reliability

On the diagonal answers are right as often as the model says. A dot is a bin of answers, larger with more rows; the true share lies on its line with
95 % probability.${shown}`;
}

function decisions(
  { threshold, metrics: { decided, source } }: Manifest,
  figures: readonly Figure[],
): string {
  const wanted = `right ${asGiven(threshold.precision)} of the time`;
  const heading = "### Decisions";
  const shown = picture(figures, "coverage");
  // With no threshold good enough there is nothing to count.
  if (threshold.coverage === 0) {
    return `${heading}

The model decides (\`model.decide\`) next to nothing: no confidence was high enough for answers to held-out training rows to be ${wanted}.${shown}`;
  }
  return `${heading}

The model decides (\`model.decide\`) where its confidence is ${threshold.confidence} or higher, and elsewhere says that it does not know. The threshold was
chosen on training rows that were held out, for decisions to be ${wanted}. On ${source === "test" ? "the rows above" : "these same rows"}:

| rows decided | of them right |
| -----------: | ------------: |
| ${percent(decided.coverage)} | ${percent(decided.precision)} |${shown}`;
}

function learningCurve({ learningCurve: points = [] }: Manifest, figures: readonly Figure[]): string {
  if (points.length === 0) return "";
  const rows = points.map((point) => `| ${grouped(point.rows)} | ${point.accuracy.toFixed(4)} |`);
  return `### Learning curve

On the rows above, classifiers that learnt from parts of the training rows, and the model itself:

| training rows | accuracy |
| ------------: | -------: |
${rows.join("\n")}${picture(figures, "learning-curve")}`;
}

/** A paragraph with a figure, if there is one. */
function picture(figures: readonly Figure[], name: string): string {
  const figure = figures.find(({ file }) => file === `figures/${name}.svg`);
  return figure ? `\n\n![${figure.title}. ${figure.description}](${figure.file})` : "";
}

function labels({ metrics }: Manifest): string {
  const rows = metrics.labels.map(
    ({ label, precision, recall, f1, support }) =>
      `| ${cell(label)} | ${precision.toFixed(3)} | ${recall.toFixed(3)} | ${f1.toFixed(3)} | ${support} |`,
  );
  return `## Labels

| label | precision | recall | F1 | rows |
| :---- | --------: | -----: | -: | ---: |
${rows.join("\n")}`;
}

function confusion({ metrics }: Manifest): string {
  if (metrics.confusion.length === 0) return "";
  const rows = metrics.confusion
    .slice(0, MOST_CONFUSIONS)
    .map(({ label, answered, rows }) => `| ${cell(label)} | ${cell(answered)} | ${rows} |`);
  return `## Most confused

| right label | answered | rows |
| :---------- | :------- | ---: |
${rows.join("\n")}`;
}

function making({ data, engine, temperature, continued }: Manifest, version: string): string {
  const kind =
    engine.kind === "linear"
      ? `A linear classifier on hashed words, pairs of words and parts of words, learnt by a committee of small networks of \`@eslabon/model\` ${version}. It runs on Node without native parts.`
      : `An ONNX model, trained by a program of its own and packed by \`@eslabon/model\` ${version}.`;
  return `## How it was made

- Training data: ${grouped(data.rows)} rows of \`${data.package}\` ${data.version} (\`${data.digest}\`).
- ${kind}${continuation(continued)}
- Its probabilities are calibrated by a temperature (${temperature}), and its confidence by logistic regression, on training rows that were held out.`;
}

function continuation(continued: Manifest["continued"]): string {
  if (!continued) return "";
  const { package: name, version, sha256, times } = continued;
  const often = times === 1 ? "once" : `${grouped(times)} times`;
  return `
- Its training did not begin from nothing: it went on from \`${name}\` ${version} (weights \`${sha256}\`), whose temperature, confidence and threshold it keeps. Since the last full training that was done ${often}.`;
}

function limits({ limits: { textLength }, language, metrics, engine }: Manifest): string {
  const fewest = Math.min(...metrics.labels.map(({ support }) => support));
  const items = [
    "It knows no other labels than its own: of a text about something else its first probability tends to be low, which `decide` answers with null, and no more than that is known.",
    ...(engine.kind === "linear"
      ? [
          "It knows words and pieces of words, not their meaning: a text in other words than its training data is answered badly.",
        ]
      : []),
    `It learnt texts of one language (\`${language}\`), and texts in another are answered badly.`,
    `It reads texts of up to ${grouped(textLength)} characters with a letter or digit in them, and refuses others.`,
    ...(metrics.labels.length > 0
      ? [`Figures of a label with few rows are rough; the one with the fewest has ${grouped(fewest)}.`]
      : []),
  ];
  return ["## Limits\n", ...items.map((item) => `- ${item}`)].join("\n");
}

function cell(text: string): string {
  return text.replaceAll("|", String.raw`\|`).replaceAll(/\s+/g, " ");
}
