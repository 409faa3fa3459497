import { execFile } from "node:child_process";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { Link, PackageInfo } from "@eslabon/link";
import { openRegistry, type Registry } from "@eslabon/chain";

const run = promisify(execFile);

export function newFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), "eslabon-chain-"));
}

export async function git(folder: string, ...args: string[]): Promise<string> {
  return (await run("git", args, { cwd: folder })).stdout.trim();
}

/** An empty git repository with an author, on `develop`. */
export async function newRepository(): Promise<string> {
  const folder = await newFolder();
  await git(folder, "init", "--quiet", "--initial-branch=develop");
  await git(folder, "config", "user.name", "Test");
  await git(folder, "config", "user.email", "test@example.com");
  return folder;
}

export type Files = Readonly<Record<string, string | object>>;

/** Writes texts as they are and everything else as JSON. */
export async function writeFiles(folder: string, files: Files): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(
      join(folder, name),
      typeof content === "string" ? content : JSON.stringify(content, null, 2),
    );
  }
}

/** Commits files with a message. */
export async function commit(folder: string, message: string, files: Files): Promise<void> {
  await writeFiles(folder, files);
  await git(folder, "add", ".");
  await git(folder, "commit", "--quiet", "--allow-empty", "--message", message);
}

/** The embedded registry of the scope `@tiny`, with its packages in a folder of its own. */
export async function newRegistry(): Promise<Registry> {
  return openRegistry({ npm: join(await newFolder(), "registry") }, "@tiny");
}

/** Publishes a package of these files. */
export async function publish(
  registry: Registry,
  name: string,
  version: string,
  files: Files = {},
): Promise<void> {
  const folder = await newFolder();
  await writeFiles(folder, { "package.json": { name, version }, ...files });
  const packed = (await run("npm", ["pack", "--silent"], { cwd: folder })).stdout.trim();
  await registry.publish(name, join(folder, packed), version.includes("-") ? "next" : "latest");
}

/** A link whose artifact is never made here. */
export function linkIn(folder: string, own: Partial<Link> & Pick<Link, "name">): Link {
  const info: PackageInfo = {
    name: `@tiny/${own.name}`,
    version: "0.0.0",
    description: own.name,
    license: "CC0-1.0",
  };
  return {
    folder,
    package: info,
    inputs: [],
    program: import.meta.url,
    check: () => Promise.resolve({ link: own.name, passed: true, checks: [] }),
    ...own,
  };
}
