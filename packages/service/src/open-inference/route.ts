import type { FastifyInstance, FastifyPluginCallback } from "fastify";
import type { Serving } from "../serving.ts";
import { addHealth } from "./health.ts";
import { addInference } from "./infer.ts";
import { addMetadata } from "./metadata.ts";
import { readInference } from "./request.ts";

/** The Open Inference Protocol, version 2, by which KServe and its clients ask. */
export const openInference: FastifyPluginCallback<Serving> = (app, serving, done) => {
  acceptInferences(app);
  addHealth(app, serving);
  addMetadata(app, serving);
  addInference(app, serving);
  done();
};

/** Whatever media type is named, as KServe's own server does. */
function acceptInferences(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (request, body, done) => {
    done(null, readInference(request, body as Buffer));
  });
}
