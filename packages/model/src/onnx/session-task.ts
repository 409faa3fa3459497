import type { MessagePort } from "node:worker_threads";

/** What the thread of a session is given. */
export interface SessionTask {
  readonly bytes: Uint8Array;
  /** Shared: the probabilities of the labels for the text last asked about. */
  readonly answer: Float64Array<SharedArrayBuffer>;
  /** Shared: one of {@link SessionState}. */
  readonly state: Int32Array<SharedArrayBuffer>;
  /** Texts come in by it; the reason goes out when there is no answer. */
  readonly port: MessagePort;
}

/** Where the thread is with a text. */
export const SessionState = { asked: 0, answered: 1, failed: 2 } as const;

/** What the thread says first. */
export type SessionStart =
  { readonly is: "ready" } | { readonly is: "without runtime" | "unusable"; readonly reason: string };
