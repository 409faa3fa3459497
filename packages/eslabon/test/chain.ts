import { execFile, spawn, type ChildProcess } from "node:child_process";
import { mkdir, mkdtemp, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const COMMAND = fileURLToPath(new URL("../bin/eslabon.js", import.meta.url));
const MODULES = fileURLToPath(new URL("../../../node_modules", import.meta.url));

export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command as a person would, in a folder. */
export function eslabon(folder: string, args: readonly string[], input = ""): Promise<Run> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [COMMAND, ...args], { cwd: folder }, (error, out, err) =>
      resolve({ code: typeof error?.code === "number" ? error.code : 0, out, err }),
    );
    child.stdin?.end(input);
  });
}

/** Starts a command that goes on, and waits until it says where it listens. */
export async function listening(
  folder: string,
  args: readonly string[],
): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [COMMAND, ...args], {
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  for await (const line of createInterface({ input: child.stderr })) {
    said += `${line}\n`;
    const [, url] = /listening on (\S+)/u.exec(line) ?? [];
    if (url !== undefined) return { child, url };
  }
  throw new Error(`the command ended: ${said}`);
}

export function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once("exit", resolve));
}

const WORDS = {
  plumber: ["tap", "pipe", "sink", "toilet", "leak", "shower", "drain", "boiler"],
  electrician: ["socket", "fuse", "lamp", "switch", "cable", "meter", "bulb", "spark"],
  carpenter: ["door", "shelf", "drawer", "wardrobe", "hinge", "floorboard", "table", "panel"],
};
const ROOMS = ["kitchen", "bathroom", "hall", "attic"];

/** Claims as CSV: 32 of each of three trades. */
export function claims(): string {
  const rows = Object.entries(WORDS).flatMap(([trade, things]) =>
    things.flatMap((thing) => ROOMS.map((room) => `the ${thing} of my ${room} is broken again,${trade}`)),
  );
  return `claim,trade\n${rows.join("\n")}\n`;
}

export async function emptyFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), "eslabon-cli-"));
}

const link = (name: string): string =>
  JSON.stringify({ name: `@tiny/${name}`, version: "0.0.0", description: name, type: "module" });

/** A chain of three links, in a folder as a user has it. */
export async function tinyChain(gates = "{ accuracy: 0.5, macroF1: 0.5, recall: 0.2 }"): Promise<string> {
  const root = await emptyFolder();
  await symlink(MODULES, join(root, "node_modules"));
  const files = {
    "package.json": '{ "type": "module" }',
    "eslabon.config.ts": `import { defineChain } from "eslabon";
export default defineChain({ name: "tiny", links: { data: "data/dataset.ts", model: "model/model.ts", service: "service/service.ts" } });
`,
    "data/package.json": link("data"),
    "data/claims.csv": claims(),
    "data/right.csv": "source,id,trade\n",
    "data/dataset.ts": `import { corrections, csv, defineDataset, label, text } from "@eslabon/data";
export default defineDataset({
  title: "Claims", language: "en",
  fields: { claim: text(), trade: label() },
  sources: [csv("claims.csv", { fields: { claim: "claim", trade: "trade" } })],
  corrections: corrections("right.csv", { source: "source", id: "id", fields: { trade: "trade" } }),
});
`,
    "model/package.json": link("model"),
    "model/model.ts": `import { defineModel } from "@eslabon/model";
export default defineModel({ name: "tiny", gates: ${gates}, golden: [{ text: "the tap of my kitchen is broken", label: "plumber" }] });
`,
    "service/package.json": link("service"),
    "service/service.ts": `import { defineService } from "@eslabon/service";
export default defineService({});
`,
  };
  for (const folder of ["data", "model", "service"]) await mkdir(join(root, folder));
  for (const [name, content] of Object.entries(files)) await writeFile(join(root, name), content);
  return root;
}
