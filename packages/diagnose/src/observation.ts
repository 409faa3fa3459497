import type { Breakdown } from "./breakdown.ts";
import type { Used } from "./metrics/used.ts";

/** What was seen of a service under load; plain data, from which all else follows. */
export interface Observation {
  readonly url: string;
  readonly model: string;
  readonly load: Load;
  /** Requests that were answered with 200, a second. */
  readonly requestsPerSecond: number;
  readonly failed: Failed;
  /** One request after the other, with nothing beside: what an answer takes by itself. */
  readonly alone: Breakdown;
  readonly loaded: Breakdown;
  /** How much of the time the program that sent the load was at work itself, from 0 to 1: near 1 it is slow, and not the network. */
  readonly clientBusy: number;
  /** What the service says that it used meanwhile; absent when it does not show it, or several instances answered. */
  readonly used?: Used;
}

export interface Load {
  readonly seconds: number;
  readonly connections: number;
  /** Requests a second, sent whether those before were answered or not; without it each connection sends one after the other. */
  readonly rate?: number;
}

/** Requests that did not bring a classification. */
export interface Failed {
  /** By HTTP status. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Connections that broke off, and requests that were given up. */
  readonly connections: number;
  readonly timeouts: number;
}
