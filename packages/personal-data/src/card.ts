import type { Detector } from "./detector.ts";

/** Payment cards (ISO/IEC 7812): 13 to 19 digits of a payment network whose check digit is right. */
export const card: Detector = {
  kind: "card",
  pattern: /(?<![\p{L}\p{N}])[2-6](?:[ -]?\d){12,18}(?![\p{L}\p{N}])/gu,
  measure: (candidate) => (passesLuhn(candidate.replace(/\D/gu, "")) ? candidate.length : 0),
};

/** The check of ISO/IEC 7812-1, annex B: from the right, every second digit doubled, the digits' sum divides by ten. */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits.at(-1 - index));
    const doubled = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
    sum += index % 2 === 1 ? doubled : digit;
  }
  return sum % 10 === 0;
}
