import { createInterface } from "node:readline/promises";
import type { Updatable } from "../chain/update-link.ts";

/** Whether somebody is there to be asked. */
export function canAsk(): boolean {
  return process.stdin.isTTY && process.stderr.isTTY;
}

/** Asks for the version of a package to take: the newest when nothing is typed. */
export async function askVersion({ plan, known }: Updatable): Promise<string> {
  const { package: name, locked, newest = "" } = plan;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const has = locked === undefined ? "" : `, it has ${locked}`;
    const answer = await terminal.question(`version of ${name} (${known.join(", ")}${has}) [${newest}]: `);
    return answer.trim() || newest;
  } finally {
    terminal.close();
  }
}
