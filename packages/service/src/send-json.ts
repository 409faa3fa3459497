import type { FastifyReply } from "fastify";

/** Sends what is JSON already. */
export function sendJson(reply: Pick<FastifyReply, "raw" | "type">, json: string): void {
  void (reply as FastifyReply).type("application/json; charset=utf-8").send(json);
}
