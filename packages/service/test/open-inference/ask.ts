import assert from "node:assert/strict";
import type { FastifyInstance, LightMyRequestResponse } from "fastify";
import { tinyService } from "../service.ts";

export const app = await tinyService();

export interface Tensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly datatype: string;
  readonly parameters?: { readonly binary_data_size: number };
  readonly data?: readonly unknown[];
}

export interface Answer {
  readonly model_name: string;
  readonly model_version: string;
  readonly id: string;
  readonly outputs: readonly Tensor[];
}

interface Asked {
  readonly to?: FastifyInstance;
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export function infer(
  payload: object | string | Buffer,
  { to = app, url = "/v2/models/hogar/infer", headers = { "content-type": "application/json" } }: Asked = {},
): Promise<LightMyRequestResponse> {
  return to.inject({ method: "POST", url, headers, payload });
}

export const texts = (data: readonly unknown[], more: object = {}): { inputs: [object] } => ({
  inputs: [{ name: "texto", shape: [data.length], datatype: "BYTES", data, ...more }],
});

export function assertError(response: LightMyRequestResponse, status: number, words: RegExp): void {
  assert.equal(response.statusCode, status, response.body);
  assert.equal(response.headers["content-type"], "application/json");
  const { error, ...rest } = response.json<{ error: string }>();
  assert.match(error, words);
  assert.deepEqual(rest, {});
}
