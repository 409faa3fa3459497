import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { emptyFolder, eslabon, tinyChain } from "./chain.ts";

function git(folder: string, ...args: string[]): string {
  return execFileSync("git", args, {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  }).trim();
}

describe("the commands of releases", () => {
  let root: string;
  let remote: string;

  before(async () => {
    root = await tinyChain();
    remote = await emptyFolder();
    git(remote, "init", "--quiet", "--bare");
    git(root, "init", "--quiet", "--initial-branch=develop");
    git(root, "config", "user.name", "Test");
    git(root, "config", "user.email", "test@example.com");
    git(root, "remote", "add", "origin", remote);
    await writeFile(join(root, ".gitignore"), "node_modules\nbuild/\n.eslabon/\n");
    git(root, "add", ".");
    git(root, "commit", "--quiet", "--message", "chore: begin");
  });

  /** What a command that does not work says, and how it ends. */
  async function fails(...args: string[]): Promise<{ code: number; error: string }> {
    const { code, out } = await eslabon(root, [...args, "--json"]);
    const { error } = JSON.parse(out) as { error: { code: string } };
    return { code, error: error.code };
  }

  it("end with 1 when a gate says no, and with 2 when they are used wrongly", async () => {
    assert.deepEqual(await fails("release", "data", "1.0"), { code: 1, error: "RELEASE_VERSION_INVALID" });
    assert.deepEqual(await fails("release", "model"), { code: 1, error: "DEPENDENCY_ABSENT" });
    assert.deepEqual(await fails("release", "data@1.0.0", "1.0.0"), { code: 2, error: "CLI_USAGE" });
    assert.deepEqual(await fails("release", "data", "--resume"), { code: 2, error: "RELEASE_NONE_BEGUN" });
    assert.deepEqual(await fails("verify", "data"), { code: 2, error: "CLI_USAGE" });
    assert.deepEqual(await fails("verify", "data@1.0.0"), { code: 2, error: "REGISTRY_VERSION_ABSENT" });
  });

  it("say that a release builds with the eslabon that the commit names", async () => {
    assert.deepEqual(await fails("release", "data"), { code: 2, error: "RELEASE_TOOLKIT_ABSENT" });
    assert.equal(git(root, "tag"), "");
  });

  it("install hooks that git runs", async () => {
    const { code, out } = await eslabon(root, ["hook", "install", remote]);
    assert.equal(code, 0);
    assert.match(await readFile(out.trim(), "utf8"), /hook pre-receive --registry \/.*\.eslabon\/registry/u);
    git(root, "tag", "meeting");
    git(root, "push", "--quiet", "origin", "develop", "meeting");
    assert.equal(git(remote, "tag"), "meeting");
    git(root, "tag", "data@1.0.0");
    assert.throws(() => git(root, "push", "origin", "data@1.0.0"), /remote: error RELEASE_TOOLKIT_ABSENT/u);
    assert.equal(git(remote, "tag"), "meeting");
  });
});
