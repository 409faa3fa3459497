import type { Detector } from "./detector.ts";

/** `name@example.com`, letters of any alphabet. The bounds (RFC 5321) keep the search linear. */
export const email: Detector = {
  kind: "email",
  pattern: /[\p{L}\p{N}][\p{L}\p{N}._%+-]{0,63}@(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}/gu,
  measure: (candidate) => candidate.length,
};
