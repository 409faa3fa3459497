/** What came of something that was done to a cluster. */
export interface Outcome {
  readonly passed: boolean;
  readonly detail: string;
}

export const INTERRUPTED: Outcome = { passed: false, detail: "interrupted" };

/** What is interrupted has not passed, whatever came of it; what was interrupted before is not begun. */
export async function unlessInterrupted(signal: AbortSignal, work: () => Promise<Outcome>): Promise<Outcome> {
  const outcome = signal.aborted ? INTERRUPTED : await work();
  return signal.aborted ? INTERRUPTED : outcome;
}
