import type { FastifyReply } from "fastify";

/** As bytes, because to a string Fastify adds a charset, and KServe's client reads errors of exactly this media type only. */
export function sendJson(reply: FastifyReply, value: object): FastifyReply {
  return reply.type("application/json").send(Buffer.from(JSON.stringify(value)));
}
