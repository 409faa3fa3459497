/**
 * One spelling of the same text: Unicode composed (NFC), invisible characters removed, every run of white space one space,
 * none at the ends.
 */
export function tidy(text: string): string {
  return text
    .normalize("NFC")
    .replace(INVISIBLE, "")
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();
}

// Formatting characters, but for the joiner that holds emoji together; and halves of surrogate pairs.
const INVISIBLE = /(?!\u200D)\p{Cf}|\p{Cs}/gu;
