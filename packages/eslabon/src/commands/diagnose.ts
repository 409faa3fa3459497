import { Command } from "commander";
import { examine, type ExamineOptions } from "../performance/examine.ts";
import { collectHeader, parsePositive, parseUrl, parseWhole } from "../performance/options.ts";
import { printJson } from "../terminal/print.ts";
import { showProgress } from "../terminal/progress.ts";

interface Options extends ExamineOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
}

export const diagnose = new Command("diagnose")
  .description(
    "load a service and say who is to blame when it is slow: model, service, deployment or network",
  )
  .argument("<url>", "of the service: the part before /api", parseUrl)
  .option("--seconds <number>", "how long it is loaded, after 3 s of warm-up", parsePositive, 10)
  .option("--connections <count>", "how many callers ask at a time", parseWhole, 16)
  .option(
    "--rate <number>",
    "send so many requests a second, whether those before were answered or not",
    parsePositive,
  )
  .option(
    "--data <path>",
    "a dataset package, of which the test rows are asked, or a file (default: the dataset that the chain here has built, else the model's golden examples)",
  )
  .option("--model <name>", "which of the service's models to ask (default: the first)")
  .option("--budget <milliseconds>", "what the slowest of 20 requests may take", parsePositive, 150)
  .option(
    "--model-budget <milliseconds>",
    "what one prediction may take (default: a tenth of the budget)",
    parsePositive,
  )
  .option(
    "--capacity",
    "find out how many requests a second one instance holds within the budget; half a minute more",
  )
  .option(
    "--for <requests>",
    "how many instances, of what size, so many requests a second need",
    parsePositive,
  )
  .option(
    "-H, --header <line>",
    "sent with each request, such as “authorization: Bearer …”; may be given again",
    collectHeader,
  )
  .option("--json", "print the verdict with all that was observed as JSON")
  .option("-q, --quiet", "show no progress")
  .addHelpText(
    "after",
    `
Exit code 1 when the budget is not met, or more than one request in a hundred fails.

Examples:
  $ eslabon diagnose localhost:8080
  $ eslabon diagnose https://claims.example.com --rate 200 --seconds 30
  $ eslabon diagnose localhost:8080 --for 1500 --json | jq .size`,
  )
  .action(async (url: string, options: Options) => {
    const json = options.json === true;
    using progress = showProgress("diagnose", options.quiet === true || json);
    const { texts, versions, verdict, isCapacityAsked, capacity, size } = await examine(
      url,
      options,
      progress.say,
    );
    progress.end(texts);

    if (!verdict.passed) process.exitCode = 1;
    if (json) {
      printJson({ ...verdict, versions, texts, capacity, size });
      return;
    }
    const { printCapacity, printVerdict } = await import("../terminal/print-verdict.ts");
    printVerdict(verdict);
    if (isCapacityAsked) printCapacity(capacity, options.budget, size);
  });
