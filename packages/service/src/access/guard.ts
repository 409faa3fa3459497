import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { serviceErrors } from "../errors.ts";
import type { Access } from "./access.ts";
import { callerOfAddress } from "./address.ts";
import { type Caller, mayUse, type Scope } from "./caller.ts";
import { documentGuard } from "./document.ts";
import type { RateLimit } from "./rate.ts";
import { scopeOf } from "./routes.ts";
import type { Verdict } from "./tokens.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Who asks; `undefined` where nobody has to say. */
    caller: Caller | undefined;
  }
}

export interface Guards {
  /** `undefined`: everyone may ask everything. */
  readonly access: Access | undefined;
  /** `undefined`: as often as they like. */
  readonly rate: RateLimit | undefined;
}

type Next = (error?: Error) => void;
type Guard = (request: FastifyRequest, reply: FastifyReply, next: Next) => void;

/** Lets each route that is added from here on ask who calls it, and how often. Open ones, such as those of health, are not concerned. */
export function guardRoutes(app: FastifyInstance, guards: Guards): void {
  app.decorateRequest("caller", undefined);
  if (!guards.access && !guards.rate) return;
  const made = new WeakSet<object>();
  app.addHook("onRoute", (route) => {
    const scope = scopeOf(route.url);
    const before = [route.onRequest ?? []].flat();
    // The route of HEAD comes from that of GET, which has its guard already.
    if (scope === "open" || before.some((hook) => made.has(hook))) return;
    documentGuard(route, scope, guards);
    const guard = guardOf(scope, guards);
    made.add(guard);
    route.onRequest = [guard, ...before];
  });
  app.addHook("onClose", () => guards.access?.close());
}

function guardOf(scope: Scope, { access, rate }: Guards): Guard {
  const pass = (request: FastifyRequest, reply: FastifyReply, next: Next): void => {
    const wait = rate?.take(request.caller?.id ?? callerOfAddress(request.ip)) ?? 0;
    if (wait === 0) next();
    else next(limited(reply, wait));
  };
  if (!access) return pass;

  const admit = (verdict: Verdict, request: FastifyRequest, reply: FastifyReply, next: Next): void => {
    if (typeof verdict === "string") {
      // Who guesses is counted by the address.
      const wait = rate?.take(callerOfAddress(request.ip)) ?? 0;
      next(wait === 0 ? unknownCaller(request, reply, verdict) : limited(reply, wait));
      return;
    }
    request.caller = verdict;
    if (mayUse(verdict, scope)) pass(request, reply, next);
    else next(forbidden(reply, scope));
  };
  return (request, reply, next) => {
    const known = access.known(request.headers);
    if (known) admit(known, request, reply, next);
    else void access.ask(request.headers).then((verdict) => admit(verdict, request, reply, next), next);
  };
}

const CHALLENGE = 'Bearer realm="eslabon"';

/** As RFC 6750 has it: nothing about the token, and that it was not good only where there was one. */
function unknownCaller(
  { headers, log }: FastifyRequest,
  reply: FastifyReply,
  verdict: "invalid" | "unreachable",
): Error {
  if (verdict === "unreachable") {
    log.warn("the issuer of the tokens does not answer, or not as it should");
    void reply.header("retry-after", "1");
    return serviceErrors.SERVICE_IDENTITY_UNREACHABLE();
  }
  const sent = headers.authorization !== undefined || headers["x-api-key"] !== undefined;
  void reply.header("www-authenticate", sent ? `${CHALLENGE}, error="invalid_token"` : CHALLENGE);
  return serviceErrors.SERVICE_UNAUTHENTICATED();
}

function forbidden(reply: FastifyReply, scope: Scope): Error {
  void reply.header("www-authenticate", `${CHALLENGE}, error="insufficient_scope", scope="${scope}"`);
  return serviceErrors.SERVICE_FORBIDDEN(scope);
}

function limited(reply: FastifyReply, wait: number): Error {
  const seconds = Math.ceil(wait);
  void reply.header("retry-after", String(seconds));
  return serviceErrors.SERVICE_RATE_LIMITED(seconds);
}
