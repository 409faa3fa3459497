import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { cliErrors } from "../errors.ts";

/** A service in a process of its own, which ends with this one. */
export interface OwnService extends AsyncDisposable {
  readonly url: string;
}

/**
 * Starts a command of eslabon that serves, `up` or `serve`, on a free port.
 *
 * @throws EslabonError `CLI_SERVICE_FAILED` with what it said.
 */
export async function startOwnService(args: readonly string[]): Promise<OwnService> {
  const program = [...process.execArgv, process.argv[1]!, ...args, "--port", "0"];
  const child = spawn(process.execPath, program, { stdio: ["ignore", "ignore", "pipe"] });
  const end = (): void => {
    child.kill("SIGKILL");
  };
  process.once("exit", end);
  const url = await listening(child);
  child.stderr.resume();
  return {
    url,
    [Symbol.asyncDispose]: async () => {
      process.off("exit", end);
      const gone = once(child, "exit");
      child.kill("SIGTERM");
      await gone;
    },
  };
}

async function listening(child: ChildProcess): Promise<string> {
  let said = "";
  for await (const line of createInterface({ input: child.stderr! })) {
    said += `${line}\n`;
    const url = /^listening on (\S+)$/u.exec(line)?.[1];
    if (url !== undefined) return url;
  }
  throw cliErrors.CLI_SERVICE_FAILED(said.trim());
}
