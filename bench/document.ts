import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";

const documentation = join(import.meta.dirname, "../docs");
const path = join(documentation, "reference/benchmarks.md");

/** Where the document's pictures are. */
export const pictureFolder = join(documentation, "pictures");

/** Puts what a benchmark measured between its two markers in docs/reference/benchmarks.md, and touches nothing else. */
export async function writeSection(name: string, markdown: string): Promise<void> {
  const document = replaceSection(await readFile(path, "utf8"), name, markdown);
  const style = await resolveConfig(path);
  await writeFile(path, await format(document, { ...style, parser: "markdown" }));
}

/** The document with `markdown` between `<!-- name -->` and `<!-- /name -->`. */
export function replaceSection(document: string, name: string, markdown: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const start = document.indexOf(open);
  const end = document.indexOf(close);
  if (start === -1 || end < start) throw new Error(`the document lacks the markers ${open} and ${close}`);
  return `${document.slice(0, start + open.length)}\n\n${markdown.trim()}\n\n${document.slice(end)}`;
}
