import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { after, before, describe, it } from "node:test";
import { installHooks } from "@eslabon/chain";
import { commit, git, newFolder } from "../repository.ts";
import { type TinyProject, tinyProject } from "../toolkit/tiny-project.ts";

const MAIN = fileURLToPath(new URL("../toolkit/main.ts", import.meta.url));

/** One push after the other, as a team does it. */
describe("a server with hooks", () => {
  let project: TinyProject;
  let root: string;

  const install = async (deliver: boolean): Promise<readonly string[]> => {
    const { registries } = await project.chain();
    const program = [process.execPath, "--conditions=@eslabon/source", MAIN];
    return installHooks(project.remote, { place: registries.npm, scope: "@tiny", deliver, program });
  };

  const push = (...references: string[]): Promise<string> =>
    git(root, "push", "--quiet", "origin", ...references);

  /** The push is refused with a code, and nothing of it lands. */
  async function refused(code: string, ...references: string[]): Promise<void> {
    const before = await git(project.remote, "for-each-ref");
    await assert.rejects(push(...references), (error: { stderr: string }) => {
      assert.match(error.stderr, new RegExp(`remote: error ${code}: `, "u"));
      return true;
    });
    assert.equal(await git(project.remote, "for-each-ref"), before);
  }

  async function tag(name: string, at = "HEAD"): Promise<string> {
    await git(root, "tag", "--force", name, at);
    return `refs/tags/${name}`;
  }

  before(async () => {
    project = await tinyProject();
    ({ root } = project);
    await install(false);
  });
  after(() => project.registry[Symbol.asyncDispose]());

  it("lets branches and tags pass that are no releases", async () => {
    await push("develop", await tag("meeting"), await tag("v1"), await tag("other@1.0.0"));
    assert.deepEqual(await project.tags(project.remote), ["meeting", "other@1.0.0", "v1"]);
  });

  it("refuses a version that may not be released, before it lands", async () => {
    await refused("RELEASE_VERSION_INVALID", await tag("data@1.0"));
    await refused("RELEASE_VERSION_TOO_SMALL", await tag("data@0.1.0"));
    await git(root, "tag", "--delete", "data@1.0", "data@0.1.0");
  });

  it("refuses a tag whose commit is on no branch, and takes it with its branch", async () => {
    await commit(root, "docs: more", { "notes.txt": "more\n" });
    await refused("RELEASE_TAG_STRAY", await tag("data@1.0.0"));
    await push("develop", "refs/tags/data@1.0.0");
    assert.ok((await project.tags(project.remote)).includes("data@1.0.0"));
  });

  it("refuses to move or remove the tag of a release", async () => {
    await refused("RELEASE_TAG_FIXED", ":refs/tags/data@1.0.0");
    await refused("RELEASE_TAG_FIXED", `+${await tag("data@1.0.0", "HEAD~1")}`);
    await tag("data@1.0.0", "origin/develop");
  });

  it("refuses a release before the one before it is delivered", async () => {
    await project.rows("data", "one", "two", "three");
    await refused("RELEASE_UNDELIVERED", "develop", await tag("data@1.1.0"));
    await git(root, "tag", "--delete", "data@1.1.0");
  });

  it("takes what eslabon has released elsewhere", async () => {
    await project.release("data", { version: "1.0.0" });
    const { done } = await project.release("data");
    assert.deepEqual(done, ["tag", "publish", "merge", "push"]);
    assert.ok((await project.tags(project.remote)).includes("data@1.1.0"));
  });

  it("refuses a commit that does not pass, or that depends on what is not released", async () => {
    await project.rows("data", "one", "two", "three", "broken");
    await refused("RELEASE_CHECK_FAILED", "develop", await tag("data@1.2.0"));
    await commit(root, "build(model): depend on data", {
      "model/package.json": {
        name: "@tiny/model",
        version: "0.0.0",
        dependencies: { "@tiny/data": "9.0.0" },
      },
    });
    await refused("RELEASE_DEPENDENCY_UNRELEASED", "develop", await tag("model@1.0.0"));
    await git(root, "tag", "--delete", "data@1.2.0", "model@1.0.0");
  });

  it("delivers a tag that lands, and brings it into the release branch", async () => {
    await install(true);
    await project.rows("data", "one", "two", "three", "four");
    await push("develop", await tag("data@1.2.0"));
    assert.deepEqual(await project.published("data"), ["1.0.0", "1.1.0", "1.2.0"]);
    await git(root, "fetch", "--quiet");
    assert.equal(
      await git(root, "rev-parse", "origin/main"),
      await git(root, "rev-parse", "data@1.2.0^{commit}"),
    );
  });

  it("has no hooks of others overwritten, and none where nobody pushes to", async () => {
    const [file] = await install(false);
    assert.match(await readFile(file!, "utf8"), /hook pre-receive --registry/u);
    await writeFile(file!, "#!/bin/sh\nexit 0\n");
    await assert.rejects(install(false), { code: "HOOK_REPOSITORY_INVALID" });
    const { registries } = await project.chain();
    const options = { place: registries.npm, scope: "@tiny", deliver: false, program: ["eslabon"] };
    for (const folder of [root, await newFolder(), join(root, "nowhere")]) {
      await assert.rejects(installHooks(folder, options), { code: "HOOK_REPOSITORY_INVALID" });
    }
  });
});
