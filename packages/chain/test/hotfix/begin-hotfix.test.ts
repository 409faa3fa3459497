import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, it } from "node:test";
import { beginHotfix } from "@eslabon/chain";
import type { Link } from "@eslabon/link";
import { commit, git, linkIn, newRepository, writeFiles } from "../repository.ts";

describe("a hotfix", () => {
  let root: string;
  let service: Link;

  beforeEach(async () => {
    root = await newRepository();
    service = linkIn(join(root, "service"), { name: "service" });
    await commit(root, "Begin", { "service/service.ts": "1" });
    await git(root, "tag", "service@1.1.0");
    await git(root, "tag", "service@1.2.0-rc.1");
    await commit(root, "feat: go on", { "service/service.ts": "2" });
  });

  const branch = (): Promise<string> => git(root, "symbolic-ref", "--short", "HEAD");

  it("goes on from the tag on a branch of its own", async () => {
    const begun = await beginHotfix(service, "1.1.0");
    assert.deepEqual(begun, { branch: "hotfix/service-1.1.1", from: "service@1.1.0", version: "1.1.1" });
    assert.equal(await branch(), "hotfix/service-1.1.1");
    assert.equal(await git(root, "rev-parse", "HEAD"), await git(root, "rev-parse", "service@1.1.0"));
  });

  it("is named for the next version that is free", async () => {
    await git(root, "tag", "service@1.1.1");
    assert.equal((await beginHotfix(service, "1.1.0")).branch, "hotfix/service-1.1.2");
  });

  it("leaves the link's name out where the repository is its own", async () => {
    const own = await newRepository();
    await commit(own, "Begin", { "service.ts": "1" });
    await git(own, "tag", "v1.1.0");
    const begun = await beginHotfix(linkIn(own, { name: "service" }), "1.1.0");
    assert.deepEqual(begun, { branch: "hotfix/1.1.1", from: "v1.1.0", version: "1.1.1" });
  });

  it("works in a submodule as in a repository", async () => {
    const outer = await newRepository();
    const own = await newRepository();
    await commit(own, "Begin", { "service.ts": "1" });
    await git(own, "tag", "v1.1.0");
    await git(outer, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", own, "service");
    const begun = await beginHotfix(linkIn(join(outer, "service"), { name: "service" }), "1.1.0");
    assert.equal(begun.branch, "hotfix/1.1.1");
    assert.equal(await git(outer, "symbolic-ref", "--short", "HEAD"), "develop");
  });

  for (const version of ["1.0.0", "1.2.0-rc.1", "1.1", "HEAD"]) {
    it(`of ${version}, which is no release, is refused with those that there are`, async () => {
      await assert.rejects(beginHotfix(service, version), {
        code: "HOTFIX_VERSION_UNKNOWN",
        fix: "there are 1.1.0",
      });
    });
  }

  it("that has begun already is refused with its branch", async () => {
    await beginHotfix(service, "1.1.0");
    await git(root, "switch", "--quiet", "develop");
    await assert.rejects(beginHotfix(service, "1.1.0"), {
      code: "HOTFIX_BRANCH_EXISTS",
      fix: "go on there: git switch hotfix/service-1.1.1",
    });
  });

  it("does not take changes along that are in no commit", async () => {
    await writeFiles(root, { "service/service.ts": "3" });
    await assert.rejects(beginHotfix(service, "1.1.0"), {
      code: "HOTFIX_UNCOMMITTED",
      message: /: service\/service\.ts$/u,
    });
    assert.equal(await branch(), "develop");
  });

  it("lets files be that git does not know", async () => {
    await mkdir(join(root, "notes"));
    await writeFiles(root, { "notes/today": "x" });
    await beginHotfix(service, "1.1.0");
    assert.equal(await git(root, "status", "--porcelain"), "?? notes/");
  });

  it("needs a repository", async () => {
    const folder = await newRepository();
    await assert.rejects(beginHotfix(linkIn("/", { name: "service" }), "1.1.0"), { code: "GIT_ABSENT" });
    await assert.rejects(beginHotfix(linkIn(folder, { name: "service" }), "1.1.0"), {
      fix: /git fetch --tags/u,
    });
  });
});
