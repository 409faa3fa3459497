import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export const TIMING = "queue;dur=0.1, parse;dur=0.2, model;dur=0.3, service;dur=0.4";

/** A service as far as a load sees it. */
export interface Stub extends AsyncDisposable {
  readonly url: string;
  /** The bodies that came. */
  readonly bodies: string[];
}

const MODEL = {
  name: "hogar",
  field: "texto",
  fields: [],
  maxLength: 20_000,
  versions: { service: "1.0.0", model: "1.1.0", data: "1.0.1" },
  examples: ["Gotea el grifo"],
};

/** @param answer what a text is answered with; the model's list is answered by itself */
export async function stub(answer: RequestListener, metrics = ""): Promise<Stub> {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    if (request.url?.endsWith("/api/v2/modelos")) response.end(JSON.stringify({ models: [MODEL] }));
    else if (request.url?.endsWith("/metrics")) response.end(metrics);
    else {
      void text(request).then((body) => {
        bodies.push(body);
        answer(request, response);
      });
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bodies,
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

export const answered: RequestListener = (_request, response) => {
  response.setHeader("Server-Timing", TIMING).end("{}");
};
