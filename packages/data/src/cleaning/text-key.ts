import { quoted } from "../sql-text.ts";

/**
 * SQL for what is the same in two spellings of a text: lower case, no accents, letters and digits only, placeholders of
 * personal data left out.
 */
export function textKey(column: string): string {
  const bare = `regexp_replace(${quoted(column)}, '\\[(PHONE|ID|EMAIL|IBAN|CARD)\\]', ' ', 'g')`;
  return `trim(regexp_replace(strip_accents(lower(${bare})), '[^\\p{L}\\p{N}]+', ' ', 'g'))`;
}
