import type { RouteOptions } from "fastify";
import { errorResponses } from "../openapi.ts";
import type { Scope } from "./caller.ts";
import type { Guards } from "./guard.ts";

const BEARER = "bearer";
const API_KEY = "apiKey";

/** How callers say who they are, for the OpenAPI document. */
export function securitySchemes({ access }: Guards): object {
  if (!access) return {};
  return {
    [BEARER]: { type: "http", scheme: "bearer", description: "An API key, or a token of the issuer." },
    [API_KEY]: { type: "apiKey", in: "header", name: "x-api-key", description: "An API key." },
  };
}

/** Says in a route's schema what its guard may answer. */
export function documentGuard(route: RouteOptions, scope: Scope, { access, rate }: Guards): void {
  const { schema } = route;
  if (schema?.response === undefined) return;
  const codes = [
    ...(access
      ? (["SERVICE_UNAUTHENTICATED", "SERVICE_FORBIDDEN", "SERVICE_IDENTITY_UNREACHABLE"] as const)
      : []),
    ...(rate ? (["SERVICE_RATE_LIMITED"] as const) : []),
  ];
  const security = access && { security: [{ [BEARER]: [scope] }, { [API_KEY]: [scope] }] };
  route.schema = {
    ...schema,
    ...security,
    response: { ...errorResponses(route.url, ...codes), ...schema.response },
  };
}
