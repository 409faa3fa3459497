import { Type, type Static } from "typebox";

/** The model that training went on from. */
export const Continued = Type.Object({
  package: Type.String(),
  version: Type.String(),
  /** Of its weights. */
  sha256: Type.String(),
  /** How many trainings went on one from another since the one that began from nothing. */
  times: Type.Integer({ minimum: 1 }),
});
export type Continued = Static<typeof Continued>;
