import type { IncomingMessage } from "node:http";
import { finished } from "node:stream/promises";
import { EslabonError } from "@eslabon/link";
import type { FastifyError, FastifyInstance, FastifyReply } from "fastify";
import { Type, type Static } from "typebox";
import { serviceErrors } from "./errors.ts";
import { inferenceError, isOpenInference } from "./open-inference/error.ts";
import { ProblemError, type ProblemText } from "./problem-error.ts";

/** The name of the schema in the OpenAPI document. */
export const PROBLEM_SCHEMA = "Problem";

/** An error as the API answers it (RFC 9457). */
export const Problem = Type.Object(
  {
    type: Type.String({
      format: "uri",
      description: "The kind of error: `urn:eslabon:error:` and its code.",
    }),
    title: Type.String({ description: "The kind of error in words; the same for every error of this kind." }),
    status: Type.Integer({ minimum: 400, maximum: 599, description: "The HTTP status." }),
    detail: Type.String({ description: "What is wrong with this request." }),
    instance: Type.Optional(
      Type.String({
        format: "uri",
        description: "This request; its identifier is `http.request.id` in the service's log.",
      }),
    ),
    code: Type.String({ description: "Stable; for programs to tell errors apart." }),
    fix: Type.String({ description: "What to do about it." }),
  },
  { $id: PROBLEM_SCHEMA, description: "An error (RFC 9457)." },
);
export type Problem = Static<typeof Problem>;

export const PROBLEM_TYPE = "application/problem+json";

/** Every error that a caller can see, with its status and title. */
export const problemKinds = {
  MODEL_TEXT_MISSING: [400, "No text"],
  MODEL_TEXT_TYPE: [400, "The text is not a string"],
  MODEL_TEXT_EMPTY: [400, "The text is empty"],
  MODEL_TEXT_TOO_LONG: [413, "The text is too long"],
  MODEL_FIELD_MISSING: [400, "A field is missing"],
  MODEL_FIELD_TYPE: [400, "A field has a value of another type"],
  SERVICE_ROUTE_UNKNOWN: [404, "Unknown address"],
  SERVICE_MODEL_UNKNOWN: [404, "Unknown model"],
  SERVICE_VERSION_UNKNOWN: [404, "Unknown version"],
  SERVICE_METHOD_NOT_ALLOWED: [405, "Method not allowed"],
  SERVICE_URL_INVALID: [400, "Broken address"],
  SERVICE_QUERY_INVALID: [400, "Wrong parameter"],
  SERVICE_MEDIA_TYPE: [415, "Unreadable media type"],
  SERVICE_BODY_INVALID: [400, "Broken body"],
  SERVICE_INFERENCE_INVALID: [400, "No inference request"],
  SERVICE_BODY_TOO_LARGE: [413, "The body is too large"],
  SERVICE_BATCH_TOO_LONG: [413, "The batch is too long"],
  SERVICE_REQUEST_MALFORMED: [400, "Malformed request"],
  SERVICE_REQUEST_TIMEOUT: [408, "The request took too long"],
  SERVICE_HEADERS_TOO_LARGE: [431, "The headers are too large"],
  SERVICE_UNAUTHENTICATED: [401, "Who asks is not known"],
  SERVICE_FORBIDDEN: [403, "Not allowed"],
  SERVICE_IDENTITY_UNREACHABLE: [503, "The token cannot be checked"],
  SERVICE_OVERLOADED: [503, "Too many requests"],
  SERVICE_RATE_LIMITED: [429, "Too many requests"],
  SERVICE_ANSWER_UNKNOWN: [404, "Unknown answer"],
  SERVICE_FEEDBACK_INVALID: [400, "No label for an answer"],
  SERVICE_FEEDBACK_CONFLICT: [409, "Another label was given"],
  SERVICE_FAILED: [500, "The service failed"],
} as const satisfies Record<string, readonly [status: number, title: string]>;

export type ProblemCode = keyof typeof problemKinds;

/** A known error as a problem; anything else as one that gives nothing away. */
export function toProblem(error: unknown, requestId?: string): Problem {
  const { status, code, title, detail, fix } = textOf(error) ?? textOf(serviceErrors.SERVICE_FAILED())!;
  return {
    type: `urn:eslabon:error:${code}`,
    title,
    status,
    detail,
    ...(requestId === undefined ? {} : { instance: `urn:eslabon:request:${requestId}` }),
    code,
    fix,
  };
}

function textOf(error: unknown): ProblemText | undefined {
  if (error instanceof ProblemError) return error.text;
  if (!(error instanceof EslabonError) || !isProblemCode(error.code)) return undefined;
  const [status, title] = problemKinds[error.code];
  return { status, code: error.code, title, detail: error.message, fix: error.fix };
}

/**
 * Answers with a problem when all of the body has come, which is dropped: whoever is still sending could not read an
 * answer before. The request timeout bounds the wait.
 */
export async function sendProblem(reply: FastifyReply, problem: Problem): Promise<FastifyReply> {
  await dropBody(reply.request.raw);
  const [type, body] = isOpenInference(reply.request.url)
    ? ["application/json", inferenceError(problem)]
    : [PROBLEM_TYPE, problem];
  return (
    reply
      .code(problem.status)
      // Fastify would end the connection, but nothing is left of the request that could be taken for the next one.
      .header("connection", reply.raw.shouldKeepAlive ? "keep-alive" : "close")
      .type(type)
      // As bytes, because to a string Fastify adds a charset, which this media type does not have.
      .send(Buffer.from(JSON.stringify(body)))
  );
}

async function dropBody(request: IncomingMessage): Promise<void> {
  if (request.complete) return;
  request.resume();
  // When it breaks off, there is nobody left to tell.
  await finished(request).catch(() => undefined);
}

/** Gives every error of an application the same shape, but for the Open Inference Protocol, which has its own. */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const known = fromFramework(error, request.routeOptions.bodyLimit) ?? error;
    const problem = toProblem(known, request.id);
    // Of those that can be asked again, figures tell.
    if (problem.status >= 500 && problem.status !== 503)
      request.log.error({ "http.request.id": request.id, err: error }, "unexpected error");
    return sendProblem(reply, problem);
  });
  app.setNotFoundHandler((request, reply) =>
    sendProblem(reply, toProblem(serviceErrors.SERVICE_ROUTE_UNKNOWN(), request.id)),
  );
}

/** The framework's own errors in terms of the service's. */
function fromFramework(error: FastifyError, bodyLimit: number): EslabonError | undefined {
  switch (error.code) {
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return serviceErrors.SERVICE_BODY_TOO_LARGE(bodyLimit);
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
      return serviceErrors.SERVICE_MEDIA_TYPE("its media type is none that this address takes");
    case "FST_ERR_VALIDATION":
      return error.validationContext === "body"
        ? serviceErrors.SERVICE_BODY_INVALID(error.message)
        : serviceErrors.SERVICE_QUERY_INVALID(error.message);
    case "FST_ERR_CTP_INVALID_CONTENT_LENGTH":
    case "FST_ERR_ROUTE_MISSING_CONTENT_TYPE":
    case "ECONNRESET":
      return serviceErrors.SERVICE_REQUEST_MALFORMED();
    default:
      return undefined;
  }
}

function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(problemKinds, code);
}
