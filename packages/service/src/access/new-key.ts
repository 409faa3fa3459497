import { hash, randomBytes } from "node:crypto";
import { serviceErrors } from "../errors.ts";
import { isScope, SCOPES } from "./caller.ts";

const BYTES = 32;
const NAME = /^[\w.-]{1,64}$/u;

/** A new API key, and the line by which the service will know it. */
export interface NewKey {
  /** Nobody can find it again. Its beginning is there for programs that look for keys in public places. */
  readonly key: string;
  /** For the file that `access.keys` names. */
  readonly line: string;
}

/** @throws EslabonError `SERVICE_KEY_INVALID` when the name or a scope cannot be. */
export function newKey(name: string, scopes: readonly string[]): NewKey {
  if (!NAME.test(name))
    throw serviceErrors.SERVICE_KEY_INVALID("the name has letters, digits, “.”, “_” and “-” only");
  if (scopes.length === 0 || !scopes.every(isScope)) {
    throw serviceErrors.SERVICE_KEY_INVALID(`the scopes are ${SCOPES.join(", ")}`);
  }
  const key = `eslabon_${randomBytes(BYTES).toString("base64url")}`;
  return { key, line: `${name} sha256:${hash("sha256", key)} ${scopes.join(",")}` };
}
