import { Command } from "commander";
import { findPackage } from "../chain/find-package.ts";
import { definitionsOf } from "../field-definitions.ts";
import { parseCount } from "../terminal/count.ts";
import { printJson } from "../terminal/print.ts";
import { printComparison } from "../terminal/print-comparison.ts";
import { showProgress } from "../terminal/progress.ts";
import type { TestRowsOptions } from "../test-rows.ts";

interface Options extends TestRowsOptions {
  readonly on: string;
  readonly top: number;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

export const compare = new Command("compare")
  .description("show what changes from one model to another: figures, labels, answers with their reasons")
  .argument(
    "<a>",
    "the model as it was: a link of the chain, a release of it, a folder or an installed package",
  )
  .argument("<b>", "the model as it would be")
  .requiredOption("--on <data>", "a dataset, of which the test rows are used, or a file with labelled texts")
  .option("--text <column>", "the column with the texts (default: model B's, or the dataset's)")
  .option("--label <column>", "the column with the right labels (default: model B's, or the dataset's)")
  .option("--delimiter <character>", "what stands between the values of a CSV file (default: “,”)")
  .option("--encoding <name>", "of a CSV file, such as windows-1252 (default: utf-8)")
  .option("--top <count>", "how many labels and changed answers of each kind to show", parseCount, 10)
  .option("--json", "print the whole comparison as JSON, with up to 2,000 changed answers of each kind")
  .option("-q, --quiet", "show no progress")
  .addHelpText(
    "after",
    `
A link is what the chain has built of it; with a version, model@1.1.0, its release, which is fetched from the chain's registry. A “?”
behind an answer: the model is not sure enough of it to decide. The exit code says nothing about which model is better. Fields that
the models read beside the text are read from the columns of the same names.

Examples:
  $ eslabon compare model@1.1.0 model --on data
  $ eslabon compare model@1.0.0 model@1.1.0 --on data@1.1.0 --top 20
  $ eslabon compare old-model new-model --on test.csv --json | jq .mcnemar`,
  )
  .action(async (a: string, b: string, options: Options) => {
    const { openTestRows } = await import("../test-rows.ts");
    const { compareModels, loadModel } = await import("@eslabon/model");
    const here = process.cwd();
    const json = options.json === true;
    using progress = showProgress("compare", options.quiet === true || json);
    const one = await loadModel(await findPackage(a, here));
    const other = await loadModel(await findPackage(b, here));
    const rows = await openTestRows(await findPackage(options.on, here), other.manifest, {
      ...options,
      fields: definitionsOf(one.manifest, other.manifest),
    });
    const comparison = await compareModels(one, other, rows.examples, {
      progress: progress.say,
      ...(json ? {} : { keep: options.top }),
    });
    progress.end(`${comparison.rows} rows`);

    const { name, version, rejected } = rows;
    if (json) {
      printJson({ on: { name, version }, rejected, ...comparison });
      return;
    }
    const what = version === undefined ? `rows of ${name}` : `test rows of ${name} ${version}`;
    const without = rejected.length > 0 ? ` (${rejected.length} rejected)` : "";
    printComparison(comparison, { a, b, on: `${comparison.rows} ${what}${without}` }, options.top);
  });
