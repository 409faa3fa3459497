import type { PackageInfo } from "@eslabon/chain";
import type { Manifest } from "../manifest.ts";

const MOST_CONFUSIONS = 10;

/** `README.md` of a model package: a model card in the form of Hugging Face, front matter first. */
export function describeModel(manifest: Manifest, about: PackageInfo): string {
  return [
    frontMatter(manifest, about),
    `# ${manifest.package}`,
    about.description,
    use(manifest),
    data(manifest),
    metrics(manifest),
    labels(manifest),
    confusion(manifest),
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

function use({ package: name, fields, golden, labels }: Manifest): string {
  const text = golden[0]?.text ?? "…";
  return `## Intended use

It reads one short text and says which of ${labels.length} labels (\`${fields.label}\`) it is about, with a calibrated probability each.

\`\`\`js
import { model } from ${JSON.stringify(name)};

const [first] = model.predict({ ${JSON.stringify(fields.text)}: ${JSON.stringify(text)} });
console.log(first.label, first.score);
\`\`\``;
}

function data({ data: { package: name, version, digest, rows } }: Manifest): string {
  return `## Training data

${rows} rows of \`${name}\` ${version} (\`${digest}\`).`;
}

function metrics({ metrics: { source, rows, unanswered, accuracy, macroF1, ece } }: Manifest): string {
  const rowsOf =
    source === "test" ? "rows kept for testing" : "training rows, each answered without having been learnt";
  return `## Metrics

On ${rows} ${rowsOf}:

| accuracy | macro-F1 | calibration error (15 bins) | rows without an answer |
| -------: | -------: | --------------------------: | ---------------------: |
| ${accuracy.toFixed(4)} | ${macroF1.toFixed(4)} | ${ece.toFixed(4)} | ${unanswered} |`;
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

function limits({ limits: { textLength }, language }: Manifest): string {
  return `## Limits

- It answers with one of its labels whatever it is asked; a low first probability is the sign of a text that it knows little about.
- It knows words and pieces of words, not their meaning: a text in other words, or in another language than its training data (\`${language}\`), is answered badly.
- Texts of up to ${textLength} characters, with a letter or digit in them.`;
}

function cell(text: string): string {
  return text.replaceAll("|", String.raw`\|`).replaceAll(/\s+/g, " ");
}
