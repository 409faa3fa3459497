/** Where the time of a request can go: what the service tells of itself, and what is left on the way to it and back. */
export const PARTS = ["queue", "parse", "model", "service", "network"] as const;
export type Part = (typeof PARTS)[number];

/** A request's time and what it went into, in milliseconds. */
export type Times = Readonly<Record<Part | "total", number>>;

const TIMING = /\b(queue|parse|model|service);dur=([\d.]+)/gu;

/** Reads `Server-Timing`; `undefined` when it says nothing of the layers. */
export function readTiming(header: string | undefined, total: number): Times | undefined {
  const said = new Map<string, number>();
  for (const [, name, duration] of (header ?? "").matchAll(TIMING)) said.set(name!, Number(duration));
  if (said.size === 0) return undefined;
  const of = (name: Part): number => said.get(name) ?? 0;
  const [parse, model, service] = [of("parse"), of("model"), of("service")];
  // The service knows only how long its bytes have waited at most; the client knows that it was not longer than all.
  const queue = Math.min(of("queue"), Math.max(0, total - parse - model - service));
  const network = Math.max(0, total - queue - parse - model - service);
  return { total, queue, parse, model, service, network };
}
