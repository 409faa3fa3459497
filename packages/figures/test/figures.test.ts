import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { promisify } from "node:util";
import { drawFigure, drawPlot, Plot } from "@eslabon/figures";

const thirds = [1, 2, 3].map((number) => ({ x: number, y: number / 3 }));
const about = { title: "Thirds", description: "They grow." };
const line = { marks: [Plot.line(thirds, { x: "x", y: "y", stroke: "#3a6ea5" })] };

/** Characters that mean something in XML. */
const ODD = `a & b < c > "d" 'e' é`;
const ESCAPED = `a &amp; b &lt; c &gt; "d" 'e' é`;

describe("a figure", () => {
  it("is a file by itself: SVG that refers to nothing else", () => {
    const svg = drawFigure(about, line);
    assert.match(svg, /^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/u);
    assert.ok(svg.endsWith("</svg>\n"));
    assert.doesNotMatch(svg, /<script|<image|href=|@import|@font-face|url\(/u);
  });

  it("is the same bytes each time, whatever was drawn in between", () => {
    const first = drawFigure(about, line);
    drawFigure({ title: "Others", description: "" }, { marks: [Plot.dot(thirds, { x: "x", y: "y" })] });
    assert.equal(drawFigure(about, line), first);
  });

  it("has no fraction longer than hundredths in its coordinates", () => {
    const svg = drawFigure(about, line);
    assert.match(svg, /\.\d\d\b/u);
    assert.doesNotMatch(svg, / (?:d|transform|[xy][12]?|c[xy]|r)="[^"]*\.\d{3}/u);
  });

  it("rounds coordinates only: what is written in it stays", () => {
    const svg = drawFigure(about, { marks: [Plot.text([[0, 0]], { text: ["0.12345"] })] });
    assert.ok(svg.includes(">0.12345<"));
  });

  it("says what is in it to those who do not see it", () => {
    const svg = drawFigure({ title: ODD, description: "It grows." }, line);
    assert.ok(svg.includes(`<title id="title">${ESCAPED}</title>`));
    assert.ok(svg.includes('<desc id="description">It grows.</desc>'));
    assert.match(svg, /^<svg [^>]*aria-labelledby="title description"/u);
  });

  it("adapts to light and dark", () => {
    assert.match(drawFigure(about, line), /@media \(prefers-color-scheme: dark\)/u);
  });
});

describe("a plot in a page", () => {
  it("holds texts and names of any kind as text", () => {
    const svg = drawPlot({ ariaLabel: ODD, marks: [Plot.text([[0, 0]], { text: [ODD] })] });
    assert.ok(svg.includes(`aria-label="${ESCAPED.replaceAll('"', "&quot;")}"`));
    assert.ok(svg.includes(`>${ESCAPED}</text>`));
  });

  it("takes the page's ink and background", () => {
    const svg = drawPlot(line);
    assert.match(svg, /fill="currentColor"/u);
    assert.doesNotMatch(svg, /prefers-color-scheme|<rect/u);
  });
});

it("runs the README's example", async () => {
  const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
  const [, example] = /```js\n(.*?)```/su.exec(readme)!;
  const args = ["--conditions=@eslabon/source", "--input-type=module", "--eval", example!];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: import.meta.dirname });
  assert.match(stdout, /^<svg .*<\/svg>\n+$/su);
});
