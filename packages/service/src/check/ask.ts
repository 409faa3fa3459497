import { request } from "node:http";
import { text } from "node:stream/consumers";

export interface Question {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** One request on a connection of its own. Unlike `fetch` it sends a body with GET as well. */
export async function ask(
  url: string,
  { method = "GET", headers = {}, body }: Question = {},
): Promise<Reply> {
  const { promise, resolve, reject } = Promise.withResolvers<Reply>();
  const length = body === undefined ? {} : { "content-length": Buffer.byteLength(body) };
  request(url, { method, headers: { ...headers, ...length }, agent: false }, (response) => {
    text(response).then(
      (answer) => resolve({ status: response.statusCode ?? 0, headers: response.headers, text: answer }),
      reject,
    );
  })
    .on("error", reject)
    .end(body);
  return promise;
}
