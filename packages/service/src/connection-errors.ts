import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { EslabonError } from "@eslabon/link";
import type { ConnectionError, FastifyInstance } from "fastify";
import { serviceErrors } from "./errors.ts";
import { HEADER_BYTES } from "./limits.ts";
import { PROBLEM_TYPE, toProblem } from "./problem.ts";

/** Answers what never became a request: malformed HTTP, endless headers, requests that do not arrive in time. */
export function answerConnectionErrors(headers: () => Readonly<Record<string, string>>) {
  return function answer(this: FastifyInstance, error: ConnectionError, socket: Socket): void {
    if (error.code === "ECONNRESET" || !socket.writable) {
      socket.destroy();
      return;
    }
    const problem = toProblem(fromConnection(error));
    // Not the error itself: it holds the bytes that were received.
    this.log.warn({ code: problem.code, status: problem.status, cause: error.code }, "connection failed");
    const body = JSON.stringify(problem);
    const head = {
      ...headers(),
      "content-type": PROBLEM_TYPE,
      "content-length": Buffer.byteLength(body),
      connection: "close",
    };
    const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}\r\n`);
    const status = `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ""}\r\n`;
    socket.end(`${status}${lines.join("")}\r\n${body}`);
  };
}

function fromConnection({ code }: ConnectionError): EslabonError {
  switch (code) {
    case "HPE_HEADER_OVERFLOW":
      return serviceErrors.SERVICE_HEADERS_TOO_LARGE(HEADER_BYTES);
    // “?texto=bañera” in bytes that are not encoded.
    case "HPE_INVALID_URL":
      return serviceErrors.SERVICE_URL_INVALID();
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return serviceErrors.SERVICE_REQUEST_TIMEOUT();
    default:
      return serviceErrors.SERVICE_REQUEST_MALFORMED();
  }
}
