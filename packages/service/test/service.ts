import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import type { Model } from "@eslabon/model";
import {
  createService,
  loadServiceConfig,
  type LoggerOption,
  type ServiceDefinition,
} from "@eslabon/service";
import type { FastifyInstance, LightMyRequestResponse } from "fastify";
import { tinyModel } from "./model.ts";

export const VERSION = "0.3.0";
export const model = await tinyModel();

interface Options {
  readonly model?: Model;
  readonly definition?: ServiceDefinition;
  readonly logger?: LoggerOption;
  /** Settings by key: `{ "rate.perSecond": 1 }`. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

export async function tinyService({ settings = {}, ...options }: Options = {}): Promise<FastifyInstance> {
  const config = await loadServiceConfig({ flags: settings, env: {} });
  return createService({ model, version: VERSION, config, ...options });
}

/** Asks the second version of the API. */
export function post(
  app: FastifyInstance,
  type: string,
  payload: string | Buffer,
  query = "",
): Promise<LightMyRequestResponse> {
  return app.inject({
    method: "POST",
    url: `/api/v2/modelos/hogar${query}`,
    headers: { "content-type": type },
    payload,
  });
}

export async function listening(app: FastifyInstance): Promise<{ url: string; port: number }> {
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  return { url, port: Number(new URL(url).port) };
}

/** Sends bytes as they are on a connection of their own and gives all that comes back until it ends. */
export function exchange(port: number, bytes: string | Buffer): Promise<string> {
  return readAll(
    connect(port, "127.0.0.1", function (this: Socket) {
      this.write(bytes);
    }),
  );
}

/** Everything until the connection ends; how it ends does not matter. */
export async function readAll(socket: Socket): Promise<string> {
  return text(socket);
}

export function headAndBody(answer: string): { head: string; body: string } {
  const [head = "", body = ""] = answer.split("\r\n\r\n", 2);
  return { head, body };
}
