import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { commit, git, newFolder } from "../repository.ts";
import { type TinyProject, tinyProject } from "../toolkit/tiny-project.ts";

describe("the branches of a release", () => {
  let project: TinyProject;
  let root: string;

  before(async () => {
    project = await tinyProject();
    root = project.root;
    await project.release("data");
  });
  after(() => project.registry[Symbol.asyncDispose]());

  const has = async (folder: string, branch: string, name: string): Promise<boolean> =>
    git(folder, "merge-base", "--is-ancestor", name, branch).then(
      () => true,
      () => false,
    );

  it("are merged where somebody else has committed, here and in the remote repository", async () => {
    const colleague = await newFolder();
    await git(colleague, "clone", "--quiet", "--branch", "main", project.remote, ".");
    await git(colleague, "config", "user.name", "Colleague");
    await git(colleague, "config", "user.email", "colleague@example.com");
    await commit(colleague, "docs: on main", { "main.txt": "main\n" });
    await git(colleague, "push", "--quiet", "origin", "main");

    await project.rows("data", "one", "two", "three");
    assert.equal((await project.release("data")).version, "1.1.0");
    assert.ok(await has(project.remote, "main", "data@1.1.0"));
    assert.match(await git(project.remote, "log", "--format=%s", "main"), /docs: on main/u);
    assert.equal(await git(project.remote, "log", "-1", "--format=%s", "main"), "Merge data@1.1.0 into main");
    assert.equal(await git(root, "status", "--porcelain"), "");
  });

  it("of a hotfix are the release branch and what goes on, and not its own", async () => {
    await project.depend("1.0.0");
    await project.release("model");
    await commit(root, "feat(model): more", { "model/more.txt": "more\n" });
    assert.equal((await project.release("model")).version, "1.1.0");
    await git(root, "switch", "--quiet", "--create", "hotfix/model-1.0.1", "model@1.0.0");
    await commit(root, "fix(model): repaired", { "model/repaired.txt": "repaired\n" });

    const { version, distTag, into } = await project.release("model");
    assert.deepEqual([version, distTag, into], ["1.0.1", "latest-1.0", ["main", "develop"]]);
    for (const branch of ["main", "develop"]) {
      assert.ok(await has(project.remote, branch, "model@1.0.1"), branch);
      assert.match(await git(root, "show", `${branch}:model/more.txt`), /more/u);
    }
    assert.equal(await git(project.remote, "branch", "--list", "hotfix/*"), "");
    await git(root, "switch", "--quiet", "develop");
  });

  it("that both have changed the same lines have to be merged by somebody first", async () => {
    await git(root, "switch", "--quiet", "--create", "hotfix/clash", "data@1.0.0");
    await project.rows("data", "one", "two", "other");
    await assert.rejects(project.release("data", { version: "1.3.0" }), (error: Error & { code: string }) => {
      assert.equal(error.code, "RELEASE_MERGE_CONFLICT");
      assert.match(error.message, /into main .*data\/rows\.txt/u);
      return true;
    });
    assert.ok(!(await project.tags()).includes("data@1.3.0"));
    await git(root, "switch", "--quiet", "develop");
  });

  it("that have gone another way than the remote one have to be pulled first", async () => {
    await commit(root, "docs: pushed", { "pushed.txt": "pushed\n" });
    await git(root, "push", "--quiet", "origin", "develop");
    await git(root, "reset", "--quiet", "--hard", "HEAD~1");
    await project.rows("data", "one", "two", "three", "four", "five");
    await assert.rejects(project.release("data"), { code: "RELEASE_BEHIND" });
    await git(root, "pull", "--quiet", "--no-rebase", "--no-edit", "origin", "develop");
    assert.equal((await project.release("data")).version, "1.2.0");
  });
});
