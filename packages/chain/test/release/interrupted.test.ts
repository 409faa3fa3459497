import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { abortRelease, type Registry, type ReleaseOptions } from "@eslabon/chain";
import { commit, git } from "../repository.ts";
import { type TinyProject, tinyProject } from "../toolkit/tiny-project.ts";

const CODE = (code: string) => (error: { code: string }) => error.code === code;

describe("a release that is interrupted", () => {
  let project: TinyProject;

  before(async () => {
    project = await tinyProject();
  });
  after(() => project.registry[Symbol.asyncDispose]());

  /** The registry, until npm publishes in it. */
  const failing = (publish: Registry["publish"]): Registry => ({ ...project.registry, publish });
  const stopped = (options: Partial<ReleaseOptions> = {}): Promise<void> =>
    assert.rejects(
      project.release("data", {
        registry: failing(() => Promise.reject(Object.assign(new Error("gone"), { code: "X" }))),
        ...options,
      }),
      /gone/u,
    );
  const journal = async (): Promise<readonly string[]> =>
    readdir(join(project.root, ".git", "eslabon", "data"));

  it("is finished by the same command, and done once", async () => {
    await stopped();
    assert.deepEqual(await project.published("data"), []);
    const release = await project.release("data");
    assert.deepEqual(release.done, ["publish", "merge", "push"]);
    assert.deepEqual(await project.published("data"), ["1.0.0"]);
    assert.deepEqual(await journal(), []);
  });

  it("stands in the way of another, and is finished by resume", async () => {
    await project.rows("data", "one", "two", "three");
    await stopped();
    await assert.rejects(project.release("data", { version: "2.0.0" }), CODE("RELEASE_UNFINISHED"));
    await assert.rejects(project.release("data", { candidate: true }), CODE("RELEASE_UNFINISHED"));
    const { version, done } = await project.release("data", { resume: true });
    assert.deepEqual([version, done], ["1.1.0", ["publish", "merge", "push"]]);
    await assert.rejects(project.release("data", { resume: true }), CODE("RELEASE_NONE_BEGUN"));
  });

  it("goes on where the registry had it already", async () => {
    await project.rows("data", "one", "two", "three", "four");
    const publish: Registry["publish"] = async (name, archive, distTag) => {
      await project.registry.publish(name, archive, distTag);
      throw new Error("gone");
    };
    const release = await project.release("data", { registry: failing(publish) });
    assert.deepEqual(release.done, ["tag", "publish", "merge", "push"]);
  });

  it("leaves what others have committed meanwhile where it is", async () => {
    await project.rows("data", "one", "two", "three", "four", "five");
    await stopped();
    await commit(project.root, "docs: more", { "notes.txt": "more\n" });
    const { commit: released } = await project.release("data", { resume: true });
    assert.equal(await git(project.remote, "rev-parse", "develop"), released);
    assert.equal(await git(project.root, "log", "-1", "--format=%s", "develop"), "docs: more");
  });

  it("can be given up while it is not published, its tag with it", async () => {
    await project.rows("data", "one", "six");
    await stopped({ version: "3.0.0" });
    assert.ok((await project.tags()).includes("data@3.0.0"));
    const { links } = await project.chain();
    await abortRelease(links[0]!, project.registry);
    assert.ok(!(await project.tags()).includes("data@3.0.0"));
    await assert.rejects(abortRelease(links[0]!, project.registry), CODE("RELEASE_NONE_BEGUN"));
  });

  it("cannot be given up when it is published", async () => {
    let gone = false;
    const registry: Registry = {
      ...project.registry,
      publish: async (name, archive, distTag) => {
        await project.registry.publish(name, archive, distTag);
        gone = true;
      },
      versions: (name) => (gone ? Promise.reject(new Error("gone")) : project.registry.versions(name)),
    };
    await assert.rejects(project.release("data", { registry, version: "3.0.0" }), /gone/u);
    const { links } = await project.chain();
    await assert.rejects(abortRelease(links[0]!, project.registry), CODE("RELEASE_PUBLISHED"));
    assert.deepEqual((await project.release("data", { resume: true })).done, ["merge", "push"]);
  });
});
