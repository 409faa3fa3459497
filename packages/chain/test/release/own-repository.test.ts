import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { verifyRelease } from "@eslabon/chain";
import { silent } from "@eslabon/link";
import { git } from "../repository.ts";
import { type TinyProject, tinyProject } from "../toolkit/tiny-project.ts";

describe("a link that has a repository of its own", () => {
  let project: TinyProject;

  before(async () => {
    project = await tinyProject({ own: true });
  });
  after(() => project.registry[Symbol.asyncDispose]());

  it("is released by tags with a v", async () => {
    assert.equal((await project.release("data")).tag, "v1.0.0");
    assert.deepEqual(await project.tags(project.remote), ["v1.0.0"]);
    assert.deepEqual(await project.published("data"), ["1.0.0"]);
  });

  it("is released from a tag that somebody has set, whatever is checked out", async () => {
    await project.rows("data", "one", "two", "three");
    await git(project.root, "tag", "v1.1.0");
    const commit = await git(project.root, "rev-parse", "HEAD");
    await project.rows("data", "one", "two", "three", "four");
    await assert.rejects(project.release("data"), { code: "RELEASE_UNDELIVERED" });
    const release = await project.release("data", { version: "1.1.0" });
    assert.deepEqual([release.commit, release.done], [commit, ["publish", "merge", "push"]]);
    assert.equal(await git(project.remote, "rev-parse", "develop"), commit);
  });

  it("is verified", async () => {
    const { links } = await project.chain();
    const options = { registry: project.registry, version: "1.1.0", progress: silent };
    const report = await verifyRelease(links[0]!, options);
    assert.ok(report.passed, JSON.stringify(report.checks));
  });
});
