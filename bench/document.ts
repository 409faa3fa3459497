import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";

const documentation = join(import.meta.dirname, "../docs");

/** Where the document's pictures are. */
export const pictureFolder = join(documentation, "pictures");

/** Puts what was measured between its two markers in a page of docs/reference, and touches nothing else. */
export async function writeSection(name: string, markdown: string, page = "benchmarks"): Promise<void> {
  const path = join(documentation, "reference", `${page}.md`);
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
