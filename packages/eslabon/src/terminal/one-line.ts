/** Control characters, which could move the cursor, and all that ends a line. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\s]+/gu;

/** A text from a stranger as one line of a terminal, cut where it is too long. */
export function oneLine(text: string, width: number): string {
  const line = text.replaceAll(UNPRINTABLE, " ").trim();
  const characters = Array.from(line);
  return characters.length <= width ? line : `${characters.slice(0, width - 1).join("")}…`;
}
