export type { PersonalDataKind } from "./detector.ts";
export { scrub } from "./scrub.ts";
