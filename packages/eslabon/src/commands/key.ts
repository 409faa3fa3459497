import { appendFile } from "node:fs/promises";
import { Command } from "commander";
import { cliErrors } from "../errors.ts";
import { print, printJson } from "../terminal/print.ts";

interface Options {
  readonly scopes: string;
  readonly file?: string;
  readonly json?: boolean;
}

/** Nobody else reads it, apart from the service. */
const OWNERS = 0o600;

export const key = new Command("key")
  .description("make an API key for a service")
  .argument("<name>", "whose key it is; the service's log has it")
  .option("--scopes <list>", "what it is for: classify, metrics, admin (everything)", "classify")
  .option("--file <path>", "append the line by which the service knows the key to this file")
  .option("--json", "print the key and its line as JSON")
  .addHelpText(
    "after",
    `
The key is printed once and stored nowhere: the line has its SHA-256 only. A service has the file as access.keys of its configuration,
and reads it again when it changes.

Examples:
  $ eslabon key portal --file keys
  $ ESLABON_ACCESS_KEYS=keys eslabon serve my-model
  $ eslabon key prometheus --scopes metrics --json`,
  )
  .action(async (name: string, { scopes, file, json = false }: Options) => {
    const { newKey } = await import("@eslabon/service");
    const made = newKey(name, scopes.split(","));
    if (file !== undefined) await append(file, made.line);
    if (json) printJson(made);
    else if (file === undefined) print(`key:  ${made.key}\nline: ${made.line}`);
    else print(made.key);
  });

async function append(file: string, line: string): Promise<void> {
  try {
    await appendFile(file, `${line}\n`, { mode: OWNERS });
  } catch (error) {
    throw cliErrors.CLI_USAGE(`${file} cannot be written (${(error as NodeJS.ErrnoException).code ?? ""})`);
  }
}
