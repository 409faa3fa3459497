import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { commit, git, newFolder } from "../repository.ts";
import { type TinyProject, tinyProject } from "../toolkit/tiny-project.ts";

/** One thing after the other, as a team does it: each test begins where the one before it ended. */
describe("a release", () => {
  let project: TinyProject;

  before(async () => {
    project = await tinyProject();
  });
  after(() => project.registry[Symbol.asyncDispose]());

  /** Releasing is refused with a code and words, and leaves no trace. */
  async function refuses(work: () => Promise<unknown>, code: string, words: RegExp): Promise<void> {
    const before = [await project.tags(), await project.published("data"), await project.published("model")];
    await assert.rejects(work, (error: { code: string; message: string; fix: string }) => {
      assert.equal(error.code, code, error.message);
      assert.match(`${error.message} ${error.fix}`, words);
      return true;
    });
    const now = [await project.tags(), await project.published("data"), await project.published("model")];
    assert.deepEqual(now, before);
  }

  it("tries everything and changes nothing with dryRun", async () => {
    const { version, done } = await project.release("data", { dryRun: true });
    assert.deepEqual([version, done], ["1.0.0", []]);
    assert.deepEqual(await project.tags(), []);
    assert.deepEqual(await project.published("data"), []);
  });

  it("tags, publishes, brings the commit into the release branch and pushes", async () => {
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

  it("stamps the version into all that says it", async () => {
    const folder = await newFolder();
    await project.registry.fetch("@tiny/data", "1.0.0", folder);
    const info = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as { version: string };
    assert.equal(info.version, "1.0.0");
    assert.equal(await readFile(join(folder, "VERSION"), "utf8"), "1.0.0\n");
  });

  it("is refused when nothing has changed, with and without a version", async () => {
    await refuses(() => project.release("data"), "RELEASE_NOTHING", /since 1\.0\.0/u);
    await refuses(() => project.release("data", { version: "1.0.1" }), "RELEASE_NOTHING", /since 1\.0\.0/u);
  });

  it("is refused for a version that is there, is not greater, or is none", async () => {
    await project.rows("data", "one", "two", "three");
    await refuses(() => project.release("data", { version: "1.0.0" }), "RELEASE_VERSION_TAKEN", /1\.1\.0/u);
    await refuses(
      () => project.release("data", { version: "0.9.0" }),
      "RELEASE_VERSION_NOT_GREATER",
      /1\.1\.0/u,
    );
    await refuses(() => project.release("data", { version: "1.1" }), "RELEASE_VERSION_INVALID", /1\.1\.0/u);
  });

  it("is refused for a smaller step than the change", async () => {
    const words = /1 rows added → minor.*1\.1\.0 or 2\.0\.0/u;
    await refuses(() => project.release("data", { version: "1.0.1" }), "RELEASE_VERSION_TOO_SMALL", words);
  });

  it("is refused while files of the link are in no commit, which it names", async () => {
    await writeFile(join(project.root, "data", "notes.txt"), "");
    await refuses(() => project.release("data"), "RELEASE_UNCOMMITTED", /data\/notes\.txt/u);
    await commit(project.root, "docs(data): notes", {});
  });

  it("is refused on a branch that is not released from", async () => {
    await git(project.root, "switch", "--quiet", "--create", "feature/rows");
    await refuses(
      () => project.release("data"),
      "RELEASE_BRANCH",
      /feature\/rows.*develop, main, or hotfix/u,
    );
    await git(project.root, "switch", "--quiet", "develop");
  });

  it("is refused when the check fails, with what failed", async () => {
    await project.rows("data", "one", "two", "broken row");
    await refuses(() => project.release("data"), "RELEASE_CHECK_FAILED", /rows \(broken: broken row\)/u);
    await project.rows("data", "one", "two", "three");
  });

  it("takes the version that is asked for when it is larger", async () => {
    assert.equal((await project.release("data", { version: "2.0.0" })).version, "2.0.0");
  });

  it("of a link that depends on nothing, a folder or an unreleased version is refused", async () => {
    const depend = (range: string): Promise<void> =>
      commit(project.root, "build(model): depend on data", {
        "model/package.json": {
          name: "@tiny/model",
          version: "0.0.0",
          type: "module",
          dependencies: { "@tiny/data": range },
        },
      });
    await refuses(() => project.release("model"), "DEPENDENCY_ABSENT", /@tiny\/data/u);
    await depend("file:../data");
    await refuses(() => project.release("model"), "DEPENDENCY_UNPUBLISHED", /file:\.\.\/data/u);
    await depend("3.0.0");
    await refuses(() => project.release("model"), "RELEASE_DEPENDENCY_UNRELEASED", /data@3\.0\.0/u);
  });

  it("of a link is built from the published package of the one before it", async () => {
    await project.depend("1.0.0");
    assert.equal((await project.release("model")).version, "1.0.0");
    const folder = await newFolder();
    await project.registry.fetch("@tiny/model", "1.0.0", folder);
    assert.equal(await readFile(join(folder, "rows.txt"), "utf8"), "one\ntwo\nweights\n");
  });

  it("follows the step of the version that it depends on", async () => {
    await project.depend("2.0.0");
    const { version, changes } = await project.release("model");
    assert.equal(version, "2.0.0");
    assert.ok(changes!.some(({ what }) => what === "@tiny/data 1.0.0 → 2.0.0"));
  });
});
