import type { Input } from "@eslabon/model";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { serviceErrors } from "./errors.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true });
const CHARSET = /;\s*charset\s*=\s*"?([^";\s]+)/i;

/** Reads text/plain and application/json; an empty body is undefined. Other media types are refused. */
export function acceptTexts(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("text/plain", { parseAs: "buffer" }, (request, body, done) => {
    done(null, body.length === 0 ? undefined : decode(request, body as Buffer));
  });
  app.addContentTypeParser("application/json", { parseAs: "buffer" }, (request, body, done) => {
    done(null, body.length === 0 ? undefined : parseJson(decode(request, body as Buffer)));
  });
}

/** Lets bodies of any kind pass unread: GET may have one, and most routes do not care. */
export function ignoreBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", (_request, _body, done) => done(null));
}

/** The text of a body, in its charset. */
export function decode({ headers }: FastifyRequest, body: Buffer): string {
  const encoding = headers["content-encoding"];
  if (encoding !== undefined && encoding !== "identity") {
    throw serviceErrors.SERVICE_MEDIA_TYPE("it is compressed");
  }
  const charset = CHARSET.exec(headers["content-type"] ?? "")?.[1] ?? "utf-8";
  return decodeBy(decoderFor(charset), body);
}

export function decodeUtf8(bytes: Buffer): string {
  return decodeBy(utf8, bytes);
}

function decodeBy(decoder: typeof utf8, body: Buffer): string {
  try {
    return decoder.decode(body);
  } catch {
    throw serviceErrors.SERVICE_BODY_INVALID(`its bytes are not ${decoder.encoding}`);
  }
}

function decoderFor(charset: string): typeof utf8 {
  if (charset.toLowerCase() === "utf-8") return utf8;
  try {
    return new TextDecoder(charset, { fatal: true });
  } catch {
    throw serviceErrors.SERVICE_MEDIA_TYPE("its charset is unknown");
  }
}

export function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // The parser's own words would quote the body.
    throw serviceErrors.SERVICE_BODY_INVALID("it is not JSON");
  }
}

/** What the model is asked: a bare string is the text. What is wrong with anything else the model says. */
export function toInput(body: unknown, field: string): Input {
  return typeof body === "string" ? { [field]: body } : (body as Input);
}
