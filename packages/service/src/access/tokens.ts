import type { JWTPayload, JWTVerifyGetKey } from "jose";
import type { Caller } from "./caller.ts";

/** Who issues the tokens and whom they are meant for. */
export interface TokenRules {
  readonly issuer: string;
  readonly audience: string;
  /** Where the issuer's public keys are; what its metadata say unless given. */
  readonly jwks?: string | undefined;
}

/** What became of a token. `unreachable`: its issuer does not answer, so that nobody knows. */
export type Verdict = Caller | "invalid" | "unreachable";

/** Signatures by a public key only: a shared secret or none at all is never one. */
const ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"];
/** How far clocks may be apart, in seconds. */
const TOLERANCE = 30;
/** How long a token is taken for valid without another look, in milliseconds: checking a signature costs more than an answer. */
const REMEMBERED = 60_000;
const MOST_REMEMBERED = 1000;
/** How long to wait for the issuer, in milliseconds. */
const PATIENCE = 5000;

/** Checks OAuth 2 and OpenID Connect bearer tokens (RFC 9068, RFC 7519) by their issuer's public keys. */
export class Tokens {
  readonly #rules: TokenRules;
  readonly #valid = new Map<string, { readonly caller: Caller; readonly until: number }>();
  #keys: Promise<JWTVerifyGetKey> | undefined;

  constructor(rules: TokenRules) {
    this.#rules = rules;
  }

  /** What was said of a token a short time ago. */
  remembered(token: string): Caller | undefined {
    const known = this.#valid.get(token);
    if (known && known.until > Date.now()) return known.caller;
    if (known) this.#valid.delete(token);
    return undefined;
  }

  async verify(token: string): Promise<Verdict> {
    const { errors, jwtVerify } = await import("jose");
    try {
      const { issuer, audience } = this.#rules;
      const keys = await this.#issuersKeys();
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms: ALGORITHMS,
        clockTolerance: TOLERANCE,
        requiredClaims: ["exp"],
      });
      const caller = callerOf(payload);
      if (caller) this.#remember(token, caller, payload.exp!);
      return caller ?? "invalid";
    } catch (error) {
      return error instanceof errors.JOSEError && !OF_ISSUER.has(error.code) ? "invalid" : "unreachable";
    }
  }

  #remember(token: string, caller: Caller, expires: number): void {
    if (this.#valid.size >= MOST_REMEMBERED) this.#valid.delete(this.#valid.keys().next().value!);
    this.#valid.set(token, { caller, until: Math.min(Date.now() + REMEMBERED, expires * 1000) });
  }

  /** Asked for at the first token, and again at the next one when the issuer did not answer. */
  #issuersKeys(): Promise<JWTVerifyGetKey> {
    this.#keys ??= openKeys(this.#rules).catch((error: unknown) => {
      this.#keys = undefined;
      throw error;
    });
    return this.#keys;
  }
}

/** The errors of jose that are the issuer's and not the token's. */
const OF_ISSUER = new Set(["ERR_JWKS_TIMEOUT", "ERR_JWKS_INVALID", "ERR_JOSE_GENERIC"]);

async function openKeys({ issuer, jwks }: TokenRules): Promise<JWTVerifyGetKey> {
  const { createRemoteJWKSet } = await import("jose");
  return createRemoteJWKSet(new URL(jwks ?? (await keysOf(issuer))), { timeoutDuration: PATIENCE });
}

/** As OpenID Connect Discovery 1.0 has it. */
async function keysOf(issuer: string): Promise<string> {
  const url = `${issuer.replace(/\/$/u, "")}/.well-known/openid-configuration`;
  const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE) });
  const metadata = (await response.json()) as { issuer?: unknown; jwks_uri?: unknown };
  if (metadata.issuer !== issuer || typeof metadata.jwks_uri !== "string")
    throw new Error("not the issuer's metadata");
  return metadata.jwks_uri;
}

/** Scopes are one text in most tokens (`scope`), in some a list (`scp`). */
function callerOf({ sub, client_id: client, scope, scp }: JWTPayload): Caller | undefined {
  const id = sub ?? client;
  if (typeof id !== "string") return undefined;
  const scopes = [scope, scp].flat().filter((each) => typeof each === "string");
  return { id: `token:${id}`, scopes: new Set(scopes.flatMap((each) => each.split(" "))) };
}
