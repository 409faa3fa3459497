import { getCountrySpecifications, validateIBAN, ValidationErrorsIBAN } from "ibantools";
import type { Detector } from "./detector.ts";

const countries = getCountrySpecifications();
const SEPARATOR = /[\s-]/u;

/** Account numbers (ISO 13616) of all countries, with or without spaces, whose check digits are right. */
export const iban: Detector = {
  kind: "iban",
  pattern: /(?<![\p{L}\p{N}])[A-Z]{2}[ -]?\d{2}(?:[ -]?[A-Z0-9]){11,30}/giu,
  measure(candidate) {
    const length = countries[candidate.slice(0, 2).toUpperCase()]?.chars;
    if (!length) return 0;
    const { characters, end } = takeCharacters(candidate, length);
    return passesCheck(characters.toUpperCase()) ? end : 0;
  },
};

/** The IBAN's own check digits decide; those of a country's older account number inside it need not be right. */
function passesCheck(account: string): boolean {
  const { errorCodes } = validateIBAN(account);
  return errorCodes.every((code) => code === ValidationErrorsIBAN.WrongAccountBankBranchChecksum);
}

/** The first `length` letters and digits, separators passed over, and where they end. */
function takeCharacters(candidate: string, length: number): { characters: string; end: number } {
  let characters = "";
  let end = 0;
  for (const character of candidate) {
    if (characters.length === length) break;
    end++;
    if (!SEPARATOR.test(character)) characters += character;
  }
  return { characters, end };
}
