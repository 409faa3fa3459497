import { textKey } from "./cleaning/text-key.ts";
import type { Workbench } from "./workbench.ts";

/**
 * Puts every row on one side, in the column `_side`: `train` or `test`. Only the row's text decides, by its hash, so that a
 * row is on the same side in every version of the dataset, whatever rows come or go; near duplicates go by the text of
 * the first of them.
 */
export async function splitRows(workbench: Workbench, text: string, share: number): Promise<void> {
  const hash = `('0x' || substr(sha256(coalesce(_split_by, ${textKey(text)})), 1, 8))::UBIGINT`;
  await workbench.run("ALTER TABLE rows ADD COLUMN _side VARCHAR");
  await workbench.run(
    `UPDATE rows SET _side = CASE WHEN ${hash} < CAST($share AS DOUBLE) * 4294967296 THEN 'test' ELSE 'train' END`,
    { share },
  );
}
