import type { Document } from "../../features/document.ts";
import { seededRandom } from "../random.ts";
import { shuffledRows } from "./shuffled-rows.ts";
import type { SpooledRows } from "./spool.ts";

/** How much of the rows may be in memory. */
export interface Limits {
  readonly rows: number;
  /** Of all texts together, in UTF-16 units. */
  readonly characters: number;
}

/** As many documents as may be in memory, of all rows at random. */
export function sampleDocuments(spooled: SpooledRows, limits: Limits): Document[] {
  const documents: Document[] = [];
  let characters = 0;
  for (const { document } of shuffledRows(spooled, 0, seededRandom(0))) {
    characters += document.text.length;
    if (documents.length === limits.rows || characters > limits.characters) break;
    documents.push(document);
  }
  return documents;
}
