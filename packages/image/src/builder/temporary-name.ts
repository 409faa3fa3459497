import { randomBytes } from "node:crypto";

/** The name of an image or container that is removed again. */
export function temporaryName(): string {
  return `localhost/eslabon-${randomBytes(8).toString("hex")}:build`;
}
