import type { Detector } from "./detector.ts";

const COUNTRY = String.raw`(?:(?:\+|00|\(\+|\(00)[ ]?34\)?[ .-]{0,2}|34[ .-]?(?=[6-9]))?`;
const GAP = String.raw`[ .\-\u2013/()]{0,2}`;
// 6 and 71–79 are mobiles, 81–88 and 91–98 places, 80 and 90 services (Spanish national numbering plan).
const NATIONAL = String.raw`(?:6${GAP}\d|7${GAP}[1-9]|8${GAP}[0-8]|9${GAP}[0-8])(?:${GAP}\d){7}`;
const INTERNATIONAL = String.raw`(?:\+|00)(?!34)[1-9](?:${GAP}\d){7,13}`;

/**
 * Spanish telephones in all their spellings (`612345678`, `612 34 56 78`, `+34 612-345-678`, `(91) 123.45.67`), and those
 * of other countries when they begin with `+` or `00`. They have no check digit: the numbering plan is the check.
 */
export const phone: Detector = {
  kind: "phone",
  pattern: new RegExp(
    String.raw`(?<![\p{L}\p{N}+])(?:\((?=\d{2,3}\)))?(?:${COUNTRY}${NATIONAL}|${INTERNATIONAL})(?![\p{L}\p{N}])`,
    "gu",
  ),
  measure: (candidate) => (isGrouped(candidate) ? candidate.length : 0),
};

/** Nobody spells a number digit by digit: “los días 7 8 9 10 11 12” is a list. */
function isGrouped(candidate: string): boolean {
  const [, ...groups] = candidate.split(/\D+/u).filter(Boolean);
  return groups.every((group) => group.length > 1);
}
