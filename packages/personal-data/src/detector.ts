/** A kind of personal data: where it may stand in a text, and how to tell that it is one. */
export interface Detector {
  readonly kind: PersonalDataKind;
  /** Finds candidates; with the flags `g` and `u`. */
  readonly pattern: RegExp;
  /** How much of a candidate is personal data: its first `n` characters, or 0 when it is something else. */
  readonly measure: (candidate: string) => number;
}

export type PersonalDataKind = "email" | "iban" | "card" | "id" | "phone";
