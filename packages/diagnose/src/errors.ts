import { defineErrors } from "@eslabon/link";

/** Why a service cannot be diagnosed. */
export const diagnoseErrors = defineErrors({
  DIAGNOSE_UNREACHABLE: (url: string, why: string, cause?: unknown) => ({
    message: `there is no service of eslabon at ${url}: ${why}`,
    fix: "start it, or correct the URL: the one before /api",
    cause,
  }),
  DIAGNOSE_MODEL_UNKNOWN: (name: string, known: readonly string[]) => ({
    message: `the service has no model “${name}”`,
    fix: `name one that it has: ${known.join(", ")}`,
  }),
  DIAGNOSE_NO_TEXTS: (where: string) => ({
    message: `there are no texts to ask about in ${where}`,
    fix: "give others by --data",
  }),
  DIAGNOSE_REFUSED: (status: number, why: string) => ({
    message: `the service answers ${status} ${why}`,
    fix: "correct the texts by --data, or say who asks by --header",
  }),
  DIAGNOSE_NO_ANSWERS: (seconds: number) => ({
    message: `not one answer came in ${seconds} s`,
    fix: "ask with fewer --connections or for more --seconds",
  }),
  DIAGNOSE_NO_LAYERS: () => ({
    message: "the answers do not say where their time went: they have no Server-Timing",
    fix: "let what stands before the service pass this header on, or ask the service itself",
  }),
});
