/** What is wrong with a request, for who sent it: what they sent is no part of it. */
export interface ProblemText {
  /** The HTTP status, from 400 on. */
  readonly status: number;
  /** Stable, for programs to tell errors apart: `CLAIM_UNKNOWN`. */
  readonly code: string;
  /** The kind of error in words; the same for every error of this code. */
  readonly title: string;
  /** What is wrong with this request. */
  readonly detail: string;
  /** What to do about it. */
  readonly fix: string;
}

/**
 * An error of a route of the service's own. It is answered as a problem document (RFC 9457), as the service's errors are:
 *
 * ```ts
 * throw new ProblemError({
 *   status: 404,
 *   code: "CLAIM_UNKNOWN",
 *   title: "Unknown claim",
 *   detail: "there is no claim of this number",
 *   fix: "look the number up",
 * });
 * ```
 */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly text: ProblemText;

  constructor(text: ProblemText, options?: ErrorOptions) {
    super(text.detail, options);
    this.text = text;
  }
}
