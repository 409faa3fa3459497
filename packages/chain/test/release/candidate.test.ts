import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { readProvenance, verifyRelease } from "@eslabon/chain";
import { digestFiles, silent } from "@eslabon/link";
import { commit, git, newFolder } from "../repository.ts";
import { type TinyProject, tinyProject } from "../toolkit/tiny-project.ts";

describe("a release candidate", () => {
  let project: TinyProject;

  before(async () => {
    project = await tinyProject();
    await project.release("data");
    await project.rows("data", "one", "two", "three");
  });
  after(() => project.registry[Symbol.asyncDispose]());

  it("is counted, published as next, and brought nowhere", async () => {
    const first = await project.release("data", { candidate: true });
    assert.deepEqual([first.version, first.distTag, first.into], ["1.1.0-rc.1", "next", []]);
    const second = await project.release("data", { candidate: true, version: "1.1.0" });
    assert.equal(second.version, "1.1.0-rc.2");
    assert.notEqual(await git(project.root, "rev-parse", "main"), second.commit);
    assert.deepEqual(await project.tags(project.remote), [
      "data@1.0.0",
      "data@1.1.0-rc.1",
      "data@1.1.0-rc.2",
    ]);
  });

  it("that is not what would be released stands in the way", async () => {
    await commit(project.root, "docs(data): notes", { "data/notes.txt": "notes\n" });
    await assert.rejects(project.release("data"), (error: Error & { code: string }) => {
      assert.equal(error.code, "RELEASE_CANDIDATE_STALE");
      assert.match(error.message, /data\/notes\.txt/u);
      return true;
    });
    await git(project.root, "reset", "--quiet", "--hard", "HEAD~1");
  });

  it("becomes the final release by its stamp only, on its own commit", async () => {
    const candidate = await git(project.root, "rev-parse", "data@1.1.0-rc.2^{commit}");
    await commit(project.root, "docs: elsewhere", { "notes.txt": "notes\n" });
    const { version, commit: released } = await project.release("data");
    assert.deepEqual([version, released], ["1.1.0", candidate]);
    const [before, now] = [await newFolder(), await newFolder()];
    await project.registry.fetch("@tiny/data", "1.1.0-rc.2", before);
    await project.registry.fetch("@tiny/data", "1.1.0", now);
    assert.equal(await digestFiles(before, ["rows.txt"]), await digestFiles(now, ["rows.txt"]));
    const { predicate } = await readProvenance(now, "@tiny/data@1.1.0");
    const inputs = predicate.buildDefinition.resolvedDependencies.map(({ uri }) => uri);
    assert.ok(inputs.includes("pkg:npm/%40tiny/data@1.1.0-rc.2"), inputs.join(", "));
  });

  it("is verified as its final release is", async () => {
    const { links } = await project.chain();
    for (const version of ["1.1.0-rc.2", "1.1.0"]) {
      const options = { registry: project.registry, version, progress: silent };
      const report = await verifyRelease(links[0]!, options);
      assert.ok(report.passed, JSON.stringify(report.checks));
    }
  });
});
