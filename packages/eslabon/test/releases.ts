import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { openRegistry } from "@eslabon/chain";
import { emptyFolder, eslabon, tinyChain } from "./chain.ts";

const run = promisify(execFile);

export async function git(root: string, ...args: string[]): Promise<string> {
  return (await run("git", args, { cwd: root })).stdout.trim();
}

/** A tiny chain in a git repository, on `develop`. */
export async function committedChain(): Promise<string> {
  const root = await tinyChain();
  await git(root, "init", "--quiet", "--initial-branch=develop");
  await git(root, "config", "user.name", "Test");
  await git(root, "config", "user.email", "test@example.com");
  await writeFile(join(root, ".gitignore"), "node_modules\nbuild/\n.eslabon/\n");
  await commit(root, "feat: begin");
  return root;
}

export async function commit(root: string, message: string): Promise<void> {
  await git(root, "add", ".");
  await git(root, "commit", "--quiet", "--message", message);
}

/** Publishes what a folder holds into the chain's own registry, as versions of `@tiny/LINK`. */
export async function publishFolder(
  root: string,
  link: string,
  from: string,
  ...versions: readonly string[]
): Promise<void> {
  await using registry = await openRegistry({ npm: join(root, ".eslabon/registry") }, "@tiny");
  for (const version of versions) {
    const folder = await emptyFolder();
    await cp(from, folder, { recursive: true });
    const file = join(folder, "package.json");
    const info = JSON.parse(await readFile(file, "utf8")) as object;
    await writeFile(file, JSON.stringify({ ...info, name: `@tiny/${link}`, version }));
    const packed = (await run("npm", ["pack", "--silent"], { cwd: folder })).stdout.trim();
    await registry.publish(`@tiny/${link}`, join(folder, packed), version.includes("-") ? "next" : "latest");
  }
}

/** Publishes versions of a package that holds nothing. */
export async function publishEmpty(
  root: string,
  link: string,
  ...versions: readonly string[]
): Promise<void> {
  const folder = await emptyFolder();
  await writeFile(join(folder, "package.json"), "{}");
  await publishFolder(root, link, folder, ...versions);
}

/** The tag and the package of a release, of what the chain builds of the link now. */
export async function releaseBuilt(root: string, link: string, version: string): Promise<void> {
  const { code, err } = await eslabon(root, ["build", link, "--quiet"]);
  assert.equal(code, 0, err);
  await publishFolder(root, link, join(root, "build", link), version);
  await git(root, "tag", `${link}@${version}`);
}
