import { defineErrors } from "@eslabon/link";

/** Of what the compiler says; the first ones tend to cause the others. */
const MOST_PROBLEMS = 5;

/** What can go wrong with a service by its caller's or its operator's doing. What a caller sent is never part of a message. */
export const serviceErrors = defineErrors({
  SERVICE_ROUTE_UNKNOWN: () => ({
    message: "there is nothing at this address",
    fix: "look up the addresses in /docs",
  }),
  SERVICE_MODEL_UNKNOWN: (known: readonly string[]) => ({
    message: `there is no model of this name here; there is ${known.map((name) => JSON.stringify(name)).join(", ")}`,
    fix: `ask /api/v2/modelos/${known[0] ?? ""}`,
  }),
  SERVICE_VERSION_UNKNOWN: (inUse: string) => ({
    message: `this model is here in version ${inUse} only`,
    fix: "ask for that one, or for none: another may take its place while the service runs",
  }),
  SERVICE_METHOD_NOT_ALLOWED: (allowed: string) => ({
    message: `this address answers ${allowed} only`,
    fix: `use ${allowed}`,
  }),
  SERVICE_OVERLOADED: () => ({
    message: "more is asked at the moment than can be answered in time",
    fix: "ask again after the seconds in retry-after; who runs the service adds replicas",
  }),
  SERVICE_URL_INVALID: () => ({
    message: "the address is not percent-encoded UTF-8",
    fix: "encode it as encodeURIComponent does: ñ is %C3%B1",
  }),
  SERVICE_QUERY_INVALID: (reason: string) => ({
    message: `a parameter of the query is wrong: ${reason}`,
    fix: "look up the parameters in /docs",
  }),
  SERVICE_MEDIA_TYPE: (reason: string) => ({
    message: `the body cannot be read: ${reason}`,
    fix: "send what /docs names for this address, uncompressed, in UTF-8 or with its charset named",
  }),
  SERVICE_BODY_INVALID: (reason: string) => ({
    message: `the body is broken: ${reason}`,
    fix: "correct what sends it",
  }),
  SERVICE_INFERENCE_INVALID: (reason: string) => ({
    message: `this is no request of the Open Inference Protocol that the model can answer: ${reason}`,
    fix: "look up the model's inputs and outputs at /v2/models/{model}",
  }),
  SERVICE_BODY_TOO_LARGE: (limit: number) => ({
    message: `the body has more than ${limit} bytes`,
    fix: "shorten the text, or send a batch in parts",
  }),
  SERVICE_BATCH_TOO_LONG: (limit: number) => ({
    message: `the batch has more than ${limit} rows`,
    fix: "send it in parts",
  }),
  SERVICE_REQUEST_MALFORMED: () => ({
    message: "this is not a whole HTTP request",
    fix: "correct what sends it",
  }),
  SERVICE_REQUEST_TIMEOUT: () => ({
    message: "the request took too long to arrive",
    fix: "send it again, faster",
  }),
  SERVICE_HEADERS_TOO_LARGE: (limit: number) => ({
    message: `the address and the headers together have more than ${limit} bytes`,
    fix: "send long texts as a body: POST /api/v2/modelos/{model}",
  }),
  SERVICE_UNAUTHENTICATED: () => ({
    message: "whoever asks here must say who they are, and this request does not, or not rightly",
    fix: "send an API key or a token that is valid now: Authorization: Bearer …",
  }),
  SERVICE_FORBIDDEN: (scope: string) => ({
    message: `what was sent does not allow this; it takes the scope ${scope}`,
    fix: "ask the service's operator for a key or a token with this scope",
  }),
  SERVICE_IDENTITY_UNREACHABLE: () => ({
    message: "the token cannot be checked, because its issuer does not answer",
    fix: "try again in a moment",
  }),
  SERVICE_RATE_LIMITED: (seconds: number) => ({
    message: "there were more requests of this caller than it may make",
    fix: `try again in ${seconds} s, and then more slowly`,
  }),
  SERVICE_ANSWER_UNKNOWN: () => ({
    message: "no answer of this id is remembered",
    fix: "send the x-request-id of an answer that this service gave a short time ago",
  }),
  SERVICE_FEEDBACK_INVALID: (reason: string) => ({
    message: `this is no label for an answer: ${reason}`,
    fix: 'send JSON, {"id": "the answer\'s x-request-id", "label": "one of the model\'s labels"}',
  }),
  SERVICE_FEEDBACK_CONFLICT: () => ({
    message: "the answer of this id was given another label before",
    fix: "put right what was recorded, in the corrections of the dataset",
  }),
  SERVICE_FAILED: () => ({
    message: "the service failed to answer",
    fix: "try again; if it stays so, give its operator the value of instance",
  }),
  SERVICE_PORT_TAKEN: (host: string, port: number, cause: unknown) => ({
    message: `port ${port} of ${host} is in use`,
    fix: "stop what uses it or choose another port",
    cause,
  }),
  SERVICE_PORT_FORBIDDEN: (host: string, port: number, cause: unknown) => ({
    message: `port ${port} of ${host} may not be used by this user`,
    fix: "choose a port above 1023",
    cause,
  }),
  SERVICE_HOST_UNKNOWN: (host: string, cause: unknown) => ({
    message: `this machine has no address ${host} to listen on`,
    fix: "use 127.0.0.1 for this machine only, or 0.0.0.0 for all its addresses",
    cause,
  }),
  SERVICE_CONFIG_INVALID: (wrong: readonly string[]) => ({
    message: ["the service's configuration is not valid:", ...wrong].join("\n  - "),
    fix: "correct what is named here; all settings are in docs/reference/service-configuration.md",
  }),
  SERVICE_KEY_INVALID: (reason: string) => ({
    message: `no key can be made: ${reason}`,
    fix: "eslabon key portal --scopes classify",
  }),
  SERVICE_DEFINITION_INVALID: (field: string, reason: string) => ({
    message: `in the service's definition, ${field} ${reason}`,
    fix: `correct ${field} in what defineService is given`,
  }),
  SERVICE_COMPILER_MISSING: (folder: string) => ({
    message: `there is no TypeScript in ${folder} or above it to compile the service with`,
    fix: "npm install --save-dev typescript @types/node",
  }),
  SERVICE_TYPES: (model: string, problems: readonly string[]) => ({
    message: [
      `the service does not compile with ${model}:`,
      ...problems.slice(0, MOST_PROBLEMS),
      ...(problems.length > MOST_PROBLEMS ? [`and ${problems.length - MOST_PROBLEMS} more`] : []),
    ].join("\n    "),
    fix: "correct the code; what the model takes and answers is in the index.d.ts of its package",
  }),
  SERVICE_MODULE_FOREIGN: (module: string, folder: string) => ({
    message: `the service imports ${module}, which is not in its folder ${folder}`,
    fix: "move it there, or import it from a package",
  }),
  SERVICE_MODULE_NAME: (module: string) => ({
    message: `the service has a module that becomes ${module}, a file that eslabon writes itself`,
    fix: "give the module another name",
  }),
  SERVICE_PACKAGE_BROKEN: (folder: string, reason: string, cause: unknown) => ({
    message: `the service package in ${folder} is not whole: ${reason}`,
    fix: "build it or install it again",
    cause,
  }),
  SERVICE_MODEL_UNFIT: (version: string, reason: string) => ({
    message: `version ${version} of the model cannot take the place of the one in use: ${reason}`,
    fix: "start the service anew with it, or put back what was there",
  }),
  SERVICE_MODEL_TWICE: (name: string) => ({
    message: `two models of the service have the name “${name}”, which stands in their addresses`,
    fix: "give one of them another name in its chain's eslabon.config.ts",
  }),
  SERVICE_MODEL_ABSENT: (model: string, folder: string) => ({
    message: `${model} is not installed for the service in ${folder}`,
    fix: "npm install the service's package, which brings its model along",
  }),
  SERVICE_EXTENSION_FAILED: (reason: string, cause: unknown) => ({
    message: `the service's own routes could not be added: ${reason}`,
    fix: "correct extend in what defineService is given",
    cause,
  }),
});
