import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parsePushed, releaseTagOf } from "../../src/hook/pushed.ts";

const NONE = "0".repeat(40);
const HASH = "c0ffee".padEnd(40, "0");

describe("what is pushed", () => {
  it("is read from the lines that git writes", () => {
    assert.deepEqual(parsePushed(`${NONE} ${HASH} refs/tags/data@1.0.0\n${HASH} ${NONE} refs/heads/old\n`), [
      { before: undefined, after: HASH, reference: "refs/tags/data@1.0.0" },
      { before: HASH, after: undefined, reference: "refs/heads/old" },
    ]);
    assert.deepEqual(parsePushed(""), []);
  });

  for (const [reference, tag] of [
    ["refs/tags/data@1.0.0", "data@1.0.0"],
    ["refs/tags/model@1.1.0-rc.1", "model@1.1.0-rc.1"],
    ["refs/tags/v2.0.0", "v2.0.0"],
    ["refs/tags/data@1.0", "data@1.0"],
    ["refs/tags/version-1", undefined],
    ["refs/tags/team/data@1.0.0", undefined],
    ["refs/heads/data@1.0.0", undefined],
  ] as const) {
    it(`may be a release's tag: ${reference}: ${tag ?? "no"}`, () => {
      assert.equal(releaseTagOf({ before: undefined, after: HASH, reference }), tag);
    });
  }
});
