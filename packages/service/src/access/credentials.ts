import type { IncomingHttpHeaders } from "node:http";

const BEARER = /^Bearer +(?<token>\S+)$/iu;

/** The key or token that a request was sent with: `Authorization: Bearer …`, or `x-api-key` for who cannot set that. */
export function credentialOf({ authorization, "x-api-key": key }: IncomingHttpHeaders): string | undefined {
  if (authorization !== undefined) return BEARER.exec(authorization)?.groups?.token;
  return typeof key === "string" && key !== "" ? key : undefined;
}

/** Whether it has the form of a signed token: three parts. Keys have no dots. */
export const isToken = (credential: string): boolean => /^[^.]+\.[^.]+\.[^.]+$/u.test(credential);
