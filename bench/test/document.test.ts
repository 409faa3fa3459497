import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { replaceSection } from "../document.ts";

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
