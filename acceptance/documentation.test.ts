import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { runPage } from "./console-blocks.ts";

const REPOSITORY = join(import.meta.dirname, "..");

describe("in a fresh clone, every command of", () => {
  let clone: string;

  before(() => {
    clone = join(mkdtempSync(join(tmpdir(), "eslabon-clone-")), "eslabon");
    execFileSync("git", ["clone", "--quiet", REPOSITORY, clone]);
  });

  it("the README works, and the first claim goes to the plumber", async () => {
    const output = await runPage(clone, "README.md");
    assert.match(output, /^\[\["Fontanería",0\.\d+\]/mu);
  });

  it("the tutorial works", async () => {
    const output = await runPage(clone, "docs/tutorial/first-chain.md");
    assert.match(output, /"id":"expedientes_2024\.csv:24-107000".*"gremio":"Fontanería"/u);
    assert.match(output, /✖ model: accuracy/u);
    assert.match(output, /"code":"MODEL_TEXT_EMPTY"/u);
  });

  it("each how-to page works", async () => {
    for (const page of await readdir(join(clone, "docs/how-to"))) {
      assert.notEqual(await runPage(clone, join("docs/how-to", page)), "", page);
    }
  });
});
