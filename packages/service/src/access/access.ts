import type { FastifyBaseLogger } from "fastify";
import type { IncomingHttpHeaders } from "node:http";
import type { ServiceConfig } from "../config/schema.ts";
import type { Caller } from "./caller.ts";
import { credentialOf, isToken } from "./credentials.ts";
import { Keys } from "./keys.ts";
import { Tokens, type Verdict } from "./tokens.ts";

/** Tells by its headers who sent a request. */
export class Access {
  readonly #keys: Keys | undefined;
  readonly #tokens: Tokens | undefined;

  private constructor(keys: Keys | undefined, tokens: Tokens | undefined) {
    this.#keys = keys;
    this.#tokens = tokens;
  }

  /** `undefined` where nothing is configured: then everyone may ask everything. */
  static async open(config: ServiceConfig["access"], log: FastifyBaseLogger): Promise<Access | undefined> {
    const { keys, issuer, audience, jwks } = config;
    const tokens =
      issuer === undefined || audience === undefined ? undefined : new Tokens({ issuer, audience, jwks });
    if (keys === undefined && tokens === undefined) return undefined;
    return new Access(keys === undefined ? undefined : await Keys.open(keys, log), tokens);
  }

  /** Who sent it, where that is known without waiting. */
  known(headers: IncomingHttpHeaders): Caller | undefined {
    const credential = credentialOf(headers);
    if (credential === undefined) return undefined;
    return isToken(credential) ? this.#tokens?.remembered(credential) : this.#keys?.find(credential);
  }

  async ask(headers: IncomingHttpHeaders): Promise<Verdict> {
    const credential = credentialOf(headers);
    if (credential === undefined) return "invalid";
    if (isToken(credential)) return (await this.#tokens?.verify(credential)) ?? "invalid";
    return (await this.#keys?.findNow(credential)) ?? "invalid";
  }

  close(): void {
    this.#keys?.close();
  }
}
