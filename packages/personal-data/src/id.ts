import type { Detector } from "./detector.ts";

const LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";
const NIE_PREFIXES = "XYZ";

/** Spanish identity numbers, DNI (`48532089L`, `48.532.089-L`) and NIE (`X1234567L`), whose letter is right. */
export const id: Detector = {
  kind: "id",
  pattern: /(?<![\p{L}\p{N}])[\dXYZ](?:[ .-]?\d){7}[ .-]?[A-Z](?![\p{L}\p{N}])/giu,
  measure: (candidate) => (hasRightLetter(candidate) ? candidate.length : 0),
};

/** The number modulo 23 chooses the letter; X, Y and Z stand for the digits 0, 1 and 2 (Orden INT/2058/2008). */
function hasRightLetter(candidate: string): boolean {
  const characters = candidate.toUpperCase().replace(/[^A-Z0-9]/gu, "");
  const number = characters.slice(0, -1).replace(/^[XYZ]/u, (prefix) => String(NIE_PREFIXES.indexOf(prefix)));
  return LETTERS[Number(number) % LETTERS.length] === characters.at(-1);
}
