import { isRefusal } from "@eslabon/chain";
import { EslabonError } from "@eslabon/link";
import { Command, CommanderError } from "commander";
import { bench } from "./commands/bench.ts";
import { build } from "./commands/build.ts";
import { check } from "./commands/check.ts";
import { classify } from "./commands/classify.ts";
import { compare } from "./commands/compare.ts";
import { deploy } from "./commands/deploy.ts";
import { diagnose } from "./commands/diagnose.ts";
import { diff } from "./commands/diff.ts";
import { evaluate } from "./commands/evaluate.ts";
import { hook } from "./commands/hook.ts";
import { hotfix } from "./commands/hotfix.ts";
import { key } from "./commands/key.ts";
import { plan } from "./commands/plan.ts";
import { registry } from "./commands/registry.ts";
import { release } from "./commands/release.ts";
import { serve } from "./commands/serve.ts";
import { status } from "./commands/status.ts";
import { trace } from "./commands/trace.ts";
import { train } from "./commands/train.ts";
import { up } from "./commands/up.ts";
import { update } from "./commands/update.ts";
import { verify } from "./commands/verify.ts";
import { exitWhenInterrupted, exitWhenUnread } from "./interrupt.ts";
import { printError, printJson } from "./terminal/print.ts";
import { version } from "./version.ts";

const CHECK_FAILED = 1;
const WRONG_USE = 2;
const DEFECT = 70;

const program = new Command("eslabon")
  .description("Carries labelled short texts to a text classifier in production.")
  .version(version())
  .addHelpText(
    "after",
    `
Exit codes: 0 done, ${CHECK_FAILED} a check failed or a release was refused, ${WRONG_USE} wrong usage, configuration or input, ${DEFECT} a defect of eslabon.

Examples:
  $ eslabon up                                                             in a chain's folder: build and serve
  $ eslabon train claims.csv --text text --label trade --out my-model      without a chain`,
  );
const commands = [
  ...[up, build, check],
  ...[plan, status, diff, update, release, deploy, verify, hotfix, trace, hook, registry],
  ...[classify, train, evaluate, compare, serve, key, diagnose, bench],
];
for (const command of commands) {
  // Help and usage errors come as exceptions too, so that there is one place where the program ends.
  program.addCommand(command.exitOverride());
}
program.exitOverride();
// All have options; without saying so for each there is room for their arguments.
program.configureHelp({
  subcommandTerm: (command) => `${command.name()} ${command.usage().replace(/\[options\] ?/u, "")}`.trimEnd(),
});

exitWhenInterrupted();
exitWhenUnread();
try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(error);
}

function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USE;
  if (!(error instanceof EslabonError)) {
    process.stderr.write(`a defect of eslabon: ${error instanceof Error ? error.stack : String(error)}\n`);
    return DEFECT;
  }
  if (process.argv.includes("--json")) {
    printJson({ error: { code: error.code, message: error.message, fix: error.fix } });
  } else {
    printError(error);
  }
  return isRefusal(error) ? CHECK_FAILED : WRONG_USE;
}
