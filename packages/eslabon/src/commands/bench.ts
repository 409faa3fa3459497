import type { LevelName } from "@eslabon/diagnose";
import { Argument, Command } from "commander";
import { collectHeader, parsePositive, parseWhole } from "../performance/options.ts";
import { printJson } from "../terminal/print.ts";
import { showProgress } from "../terminal/progress.ts";

interface Options {
  readonly url?: string;
  readonly model?: string;
  readonly data?: string;
  readonly seconds?: number;
  readonly connections?: number;
  readonly budget?: number;
  readonly modelBudget?: number;
  readonly header?: Readonly<Record<string, string>>;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

export const bench = new Command("bench")
  .description("measure model, service and system by the same texts, side by side")
  .addArgument(
    new Argument(
      "[levels...]",
      "model: in this process; service: one of its own on this machine; system: what runs at a URL (default: all that can be)",
    ).choices(["model", "service", "system"]),
  )
  .option("--url <url>", "of the system, or the name of one of the chain's environments")
  .option("-m, --model <folder>", "a model package (default: the chain's)")
  .option(
    "--data <path>",
    "a dataset package, of which the test rows are asked, or a file (default: the chain's dataset, else the model's golden examples)",
  )
  .option("--seconds <number>", "how long each level is loaded (default: 10)", parsePositive)
  .option("--connections <count>", "how many callers ask a service at a time (default: 16)", parseWhole)
  .option("--budget <milliseconds>", "what the slowest of 20 requests may take (default: 150)", parsePositive)
  .option(
    "--model-budget <milliseconds>",
    "what one prediction may take (default: a tenth of the budget)",
    parsePositive,
  )
  .option("-H, --header <line>", "sent to the system with each request; may be given again", collectHeader)
  .option("--json", "print all figures as JSON")
  .option("-q, --quiet", "show no progress")
  .addHelpText(
    "after",
    `
What is not said here the chain's eslabon.config.ts says under “bench”: data, seconds, connections, budget, modelBudget. Exit code 1 when a level does
not keep to its budget.

Examples:
  $ eslabon bench                             model and service of the chain here
  $ eslabon bench --url https://claims.example.com
  $ eslabon bench model --model my-model --data test.csv --json`,
  )
  .action(async (levels: LevelName[], { header = {}, json = false, quiet = false, ...options }: Options) => {
    const { benchLevels } = await import("../performance/bench-levels.ts");
    using progress = showProgress("bench", quiet || json);
    const report = await benchLevels({ ...options, levels, headers: header }, process.cwd(), progress.say);
    progress.end(report.levels.map(({ name }) => name).join(", "));
    if (!report.passed) process.exitCode = 1;
    if (json) {
      printJson(report);
      return;
    }
    const { printLevels } = await import("../terminal/print-levels.ts");
    printLevels(report);
  });
