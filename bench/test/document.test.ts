import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import fc from "fast-check";
import { replaceSection } from "../document.ts";
import { parts } from "../model/parts.ts";
import { goalsSection } from "../model/sections.ts";

const frame = (inner: string): string => `# Title\n\n<!-- a -->${inner}<!-- /a -->\n\nAfter.\n`;
const prose = fc.string().filter((text) => !text.includes("<!--"));

describe("a section of the document", () => {
  it("is replaced, and all around it stays", () => {
    fc.assert(
      fc.property(prose, prose, (before, after) => {
        assert.equal(replaceSection(frame(before), "a", after), frame(`\n\n${after.trim()}\n\n`));
      }),
    );
  });

  it("comes out the same when it is written twice", () => {
    fc.assert(
      fc.property(prose, (text) => {
        const once = replaceSection(frame(""), "a", text);
        assert.equal(replaceSection(once, "a", text), once);
      }),
    );
  });

  it("has to be there", () => {
    assert.throws(() => replaceSection("# Title", "a", "text"), /lacks the markers/);
  });
});

describe("docs/reference/benchmarks.md", () => {
  it("has a place for every section that a benchmark writes", async () => {
    const document = await readFile(join(import.meta.dirname, "../../docs/reference/benchmarks.md"), "utf8");
    for (const name of [...parts.map(({ section }) => section), goalsSection]) {
      assert.doesNotThrow(() => replaceSection(document, name, ""), name);
    }
  });
});
