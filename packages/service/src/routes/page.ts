import { fileURLToPath } from "node:url";
import fastifyStatic from "@fastify/static";
import type { FastifyPluginAsync } from "fastify";

const FOLDER = fileURLToPath(new URL("../../page/", import.meta.url));

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** `/`: a page to try the model. */
export const page: FastifyPluginAsync = async (app) => {
  await app.register(fastifyStatic, {
    root: FOLDER,
    wildcard: false,
    setHeaders: (reply) => {
      void reply.headers({
        "content-security-policy": CONTENT_SECURITY_POLICY,
        "referrer-policy": "no-referrer",
      });
    },
  });
};
