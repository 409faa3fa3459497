import { card } from "./card.ts";
import type { Detector, PersonalDataKind } from "./detector.ts";
import { email } from "./email.ts";
import { iban } from "./iban.ts";
import { id } from "./id.ts";
import { phone } from "./phone.ts";

// The longest numbers first, so that no part of one is taken for a shorter one.
const DETECTORS: readonly Detector[] = [email, iban, card, id, phone];

/**
 * Replaces personal data by placeholders, `[PHONE]`, `[ID]`, `[EMAIL]`, `[IBAN]`, `[CARD]`. Numbers with check digits are
 * only taken when these are right, so that policy numbers and measures survive.
 */
export function scrub(text: string): { readonly text: string; readonly kinds: readonly PersonalDataKind[] } {
  const kinds: PersonalDataKind[] = [];
  let scrubbed = text;
  for (const detector of DETECTORS) {
    scrubbed = scrubbed.replace(detector.pattern, (candidate: string) => {
      const length = detector.measure(candidate);
      if (length === 0) return candidate;
      kinds.push(detector.kind);
      return `[${detector.kind.toUpperCase()}]${candidate.slice(length)}`;
    });
  }
  return { text: scrubbed, kinds };
}
