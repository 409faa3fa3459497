import type { FastifyRequest } from "fastify";
import { type Static, type TSchema, Type } from "typebox";
import { Compile } from "typebox/compile";
import { decode, parseJson } from "../bodies.ts";
import { serviceErrors } from "../errors.ts";
import { DATATYPES } from "./datatypes.ts";

/** Some clients write null for what they leave out. */
const optional = <Schema extends TSchema>(schema: Schema) => Type.Optional(Type.Union([schema, Type.Null()]));

const Parameters = optional(
  Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])),
);

/** A tensor that is not in the JSON is in the bytes behind it, and says here how many of them are its own. */
const BINARY_SIZE = "binary_data_size";

/** What is answered: the first label of each text, all labels, their probabilities. */
const OUTPUT_NAMES = ["label", "labels", "scores"] as const;
export type OutputName = (typeof OUTPUT_NAMES)[number];

const RequestInput = Type.Object({
  name: Type.String(),
  shape: Type.Array(Type.Integer({ minimum: 0 }), { minItems: 1, maxItems: 8 }),
  datatype: Type.Enum([...DATATYPES]),
  parameters: Parameters,
  data: optional(Type.Array(Type.Unknown())),
});
export type RequestInput = Static<typeof RequestInput>;

export const InferenceRequest = Type.Object({
  id: optional(Type.String({ description: "Is answered as it is." })),
  parameters: Parameters,
  inputs: Type.Array(RequestInput, { minItems: 1 }),
  outputs: optional(Type.Array(Type.Object({ name: Type.Enum(OUTPUT_NAMES), parameters: Parameters }))),
});
export type InferenceRequest = Static<typeof InferenceRequest>;

const checker = Compile(InferenceRequest);

/** A request, and what of its body is not JSON. */
export interface InferenceBody {
  readonly request: InferenceRequest;
  readonly binary: Buffer;
}

/** How much of a body is JSON, in bytes; all of it unless said. */
export const JSON_LENGTH = "inference-header-content-length";

/**
 * Reads the body of a request, whatever media type it is said to have, as KServe does.
 *
 * @throws EslabonError `SERVICE_BODY_INVALID`, `SERVICE_MEDIA_TYPE`, `SERVICE_INFERENCE_INVALID`
 */
export function readInference(request: FastifyRequest, body: Buffer): InferenceBody {
  const length = request.headers[JSON_LENGTH];
  const end = length === undefined ? body.length : Number(length);
  if (!Number.isInteger(end) || end < 0 || end > body.length) {
    throw serviceErrors.SERVICE_INFERENCE_INVALID(`${JSON_LENGTH} is not the length of its JSON`);
  }
  const message = parseJson(decode(request, body.subarray(0, end)));
  if (!checker.Check(message)) throw serviceErrors.SERVICE_INFERENCE_INVALID(whyNot(message));
  return { request: message, binary: body.subarray(end) };
}

/** `inputs/0 must have required properties shape`, without what was sent. */
function whyNot(message: unknown): string {
  const wrong = checker.Errors(message)[0]!;
  const where = wrong.instancePath.slice(1);
  const what =
    wrong.keyword === "enum" ? `must be one of ${wrong.params.allowedValues.join(", ")}` : wrong.message;
  return `${where === "" ? "it" : where} ${what}`;
}

/** How many bytes behind the JSON are a tensor's; `undefined` where its data are in the JSON. */
export function binarySizeOf({ parameters }: RequestInput): number | undefined {
  const size = parameters?.[BINARY_SIZE];
  return typeof size === "number" ? size : undefined;
}

/** Whether an output is wanted in its binary form. */
export function wantsBinary(request: InferenceRequest, output: string): boolean {
  const own = request.outputs?.find(({ name }) => name === output)?.parameters?.binary_data;
  return typeof own === "boolean" ? own : request.parameters?.binary_data_output === true;
}
