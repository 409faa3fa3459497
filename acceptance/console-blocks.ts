import { type ChildProcess, execFile, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** A block of commands in a page. `background` goes on while the next ones run; `fails` must fail. */
interface Block {
  readonly kind: "" | "background" | "fails";
  readonly commands: string;
}

/** Runs the commands of a page's blocks one after the other, as a reader would in one terminal. */
export async function runPage(root: string, page: string): Promise<string> {
  const servers: ChildProcess[] = [];
  let output = "";
  let folder = root;
  try {
    for (const block of blocksOf(await readFile(join(root, page), "utf8"))) {
      if (block.kind === "background") {
        servers.push(await startBackground(folder, block.commands));
      } else {
        const ran = await run(folder, block);
        output += ran.output;
        folder = ran.folder;
      }
    }
  } finally {
    await Promise.all(servers.map(stop));
  }
  return output;
}

/** What is marked `sh`; what runs the tests themselves is left to whoever runs these. */
function blocksOf(markdown: string): Block[] {
  return [...markdown.matchAll(/^```sh ?(background|fails)?\n([^]*?)^```$/gmu)]
    .map(([, kind = "", commands = ""]) => ({ kind: kind as Block["kind"], commands }))
    .filter(({ commands }) => !commands.includes("npm test"));
}

const LONGEST = 180_000;

const FOLDER = "the folder is now: ";

function run(folder: string, { kind, commands }: Block): Promise<{ output: string; folder: string }> {
  const script = kind === "fails" ? `! (${commands})` : commands;
  return new Promise((resolve, reject) => {
    execFile(
      "bash",
      ["-euo", "pipefail", "-c", `${script}\necho "${FOLDER}$PWD"`],
      { cwd: folder, timeout: LONGEST },
      (error, out, err) => {
        if (error) reject(new Error(`${commands}\n${out}\n${err}`));
        else resolve({ output: out, folder: out.slice(out.lastIndexOf(FOLDER) + FOLDER.length).trim() });
      },
    );
  });
}

function startBackground(folder: string, commands: string): Promise<ChildProcess> {
  const child = spawn("bash", ["-euo", "pipefail", "-c", commands], { cwd: folder, detached: true });
  let said = "";
  return new Promise((resolve, reject) => {
    child.stderr.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes("listening on")) resolve(child);
    });
    child.stdout.resume();
    child.once("exit", () => reject(new Error(`${commands}\n${said}`)));
  });
}

/** The whole group: npm, the shell and the service. */
function stop(child: ChildProcess): Promise<unknown> {
  const ended = new Promise((resolve) => child.once("exit", resolve));
  process.kill(-child.pid!, "SIGTERM");
  return ended;
}
