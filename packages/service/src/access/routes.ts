import type { Scope } from "./caller.ts";

/** What is needed to be restarted, sent traffic and found; and the page, which is the same for everyone and asks with the key that it is given. */
const OPEN = new Set([
  "/livez",
  "/readyz",
  "/api/v1/status",
  "/v2/health/live",
  "/v2/health/ready",
  "/v2/models/:model/ready",
  "/v2/models/:model/versions/:version/ready",
]);
const PAGE = /^\/(?:[\w.-]+\.(?:html|css|js|svg))?$/u;

const OTHERS: Readonly<Record<string, Scope>> = { "/metrics": "metrics" };

/** The scope that a route takes, by its pattern. */
export function scopeOf(pattern: string): Scope | "open" {
  if (OPEN.has(pattern) || PAGE.test(pattern)) return "open";
  return OTHERS[pattern] ?? "classify";
}
