import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { eslabon } from "./chain.ts";
import { committedChain, git } from "./releases.ts";

describe("eslabon hotfix", () => {
  let root: string;

  before(async () => {
    root = await committedChain();
    await git(root, "tag", "service@1.1.0");
  });

  it("checks out the branch and says how to go on", async () => {
    const { code, out } = await eslabon(root, ["hotfix", "service", "1.1.0"]);
    assert.equal(code, 0);
    assert.equal(
      out,
      `on hotfix/service-1.1.1, from service@1.1.0
next:
  repair it, and commit
  eslabon release service 1.1.1
`,
    );
    assert.equal(await git(root, "branch", "--show-current"), "hotfix/service-1.1.1");
  });

  it("says where to go on with one that has begun", async () => {
    const { code, out } = await eslabon(root, ["hotfix", "service", "1.1.0", "--json"]);
    assert.equal(code, 2);
    assert.deepEqual(JSON.parse(out), {
      error: {
        code: "HOTFIX_BRANCH_EXISTS",
        message: "the branch hotfix/service-1.1.1 exists already",
        fix: "go on there: git switch hotfix/service-1.1.1",
      },
    });
  });
});
