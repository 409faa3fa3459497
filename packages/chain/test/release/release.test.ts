import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { commit, git, newFolder } from "../repository.ts";
import { type TinyProject, tinyProject } from "../toolkit/tiny-project.ts";

describe("a release", () => {
  let project: TinyProject;

  before(async () => {
    project = await tinyProject();
  });
  after(() => project.registry[Symbol.asyncDispose]());

  it("checks, tags, publishes, brings the commit into the release branch and pushes", async () => {
    const release = await project.release("data");
    assert.equal(release.version, "1.0.0");
    assert.deepEqual(release.done, ["tag", "publish", "merge", "push"]);
    assert.deepEqual(await project.tags(), ["data@1.0.0"]);
    assert.deepEqual(await project.tags(project.remote), ["data@1.0.0"]);
    assert.deepEqual(await project.published("data"), ["1.0.0"]);
    const head = await git(project.root, "rev-parse", "HEAD");
    for (const branch of ["main", "develop"]) {
      assert.equal(await git(project.remote, "rev-parse", branch), head, branch);
    }
  });
});
