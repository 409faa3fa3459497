import type { Check } from "@eslabon/link";
import { exampleValue, type Input, inputOf, type Manifest } from "@eslabon/model";
import { defaultServiceConfig } from "../config/load.ts";
import { bodyBytes, HEADER_BYTES } from "../limits.ts";
import type { Parameter } from "../parameters.ts";
import { type ProblemCode, problemKinds } from "../problem.ts";
import { ask, type Question } from "./ask.ts";
import { v1Address } from "./v1-address.ts";

const JSON_BODY = { "content-type": "application/json" };
const LINES_BODY = { "content-type": "application/x-ndjson" };
const PLAIN_BODY = { "content-type": "text/plain" };

/** What goes wrong, and the error that it must be answered with. */
type KnownError = readonly [code: ProblemCode, path: string, question?: Question];

function knownErrors(manifest: Manifest, parameters: readonly Parameter[]): KnownError[] {
  const { name, fields, limits } = manifest;
  const path = `/api/v2/modelos/${name}`;
  return [
    ["MODEL_TEXT_MISSING", "/api/v1/modelo"],
    ["MODEL_TEXT_EMPTY", v1Address(parameters, { [fields.text]: "" })],
    ["MODEL_TEXT_MISSING", path, { method: "POST" }],
    ["MODEL_TEXT_MISSING", path, post(JSON_BODY, "{}")],
    ["MODEL_TEXT_TYPE", path, post(JSON_BODY, JSON.stringify({ [fields.text]: 7 }))],
    ["MODEL_TEXT_EMPTY", path, post(PLAIN_BODY, " …? ")],
    ["MODEL_TEXT_TOO_LONG", path, post(PLAIN_BODY, "a".repeat(limits.textLength + 1))],
    ...fieldErrors(manifest, path),
    ...v1FieldErrors(manifest, parameters),
    ["SERVICE_BODY_TOO_LARGE", path, post(PLAIN_BODY, "a".repeat(bodyBytes(manifest) + 1))],
    ["SERVICE_BODY_INVALID", `${path}:batch`, post(JSON_BODY, "{}")],
    [
      "SERVICE_BATCH_TOO_LONG",
      `${path}:batch`,
      post(LINES_BODY, "\n".repeat(defaultServiceConfig().batch.rows + 1)),
    ],
    ["SERVICE_BODY_INVALID", path, post(JSON_BODY, '{"')],
    ["SERVICE_BODY_INVALID", path, post(PLAIN_BODY, Buffer.from([0x62, 0xff]))],
    ["SERVICE_MEDIA_TYPE", path, post({ "content-type": "application/xml" }, "<a/>")],
    ["SERVICE_MEDIA_TYPE", path, post({ "content-type": "text/plain; charset=none" }, "a")],
    ["SERVICE_MODEL_UNKNOWN", `${path}-`, post(PLAIN_BODY, "a")],
    ["SERVICE_ROUTE_UNKNOWN", "/nothing/here"],
    ["SERVICE_METHOD_NOT_ALLOWED", path, { method: "DELETE" }],
    ["SERVICE_QUERY_INVALID", `${path}?explain=perhaps`, post(PLAIN_BODY, "a")],
    ["SERVICE_URL_INVALID", `${v1Address(parameters, { [fields.text]: "" })}ba%F1era`],
    ["SERVICE_HEADERS_TOO_LARGE", "/", { headers: { "x-padding": "a".repeat(HEADER_BYTES) } }],
  ];
}

/** Of a model that reads more than the text. */
function fieldErrors(manifest: Manifest, path: string): KnownError[] {
  const { extra = [] } = manifest.fields;
  const whole = wholeInput(manifest);
  return extra.flatMap(({ name, required }): KnownError[] => [
    ["MODEL_FIELD_TYPE", path, post(JSON_BODY, JSON.stringify({ ...whole, [name]: {} }))],
    ...(required
      ? [["MODEL_FIELD_MISSING", path, post(JSON_BODY, JSON.stringify({ ...whole, [name]: null }))] as const]
      : []),
  ]);
}

/** What the first version is not told it leaves out, whether it has a parameter for it or not. */
function v1FieldErrors(manifest: Manifest, parameters: readonly Parameter[]): KnownError[] {
  const { extra = [] } = manifest.fields;
  const whole = wholeInput(manifest);
  const needed = extra.filter(({ required }) => required);
  const typed = parameters.filter(({ learnt }) => learnt && learnt.type !== "category");
  // Before the type of any field is looked at it has to be there.
  const isWhole = needed.every(({ name }) => parameters.some(({ field }) => field === name));
  return [
    ...needed.map(({ name }): KnownError => {
      return ["MODEL_FIELD_MISSING", v1Address(parameters, { ...whole, [name]: undefined })];
    }),
    ...(isWhole ? typed : []).map(({ field }): KnownError => {
      return ["MODEL_FIELD_TYPE", v1Address(parameters, { ...whole, [field]: "-" })];
    }),
  ];
}

function wholeInput(manifest: Manifest): Input {
  const { extra = [] } = manifest.fields;
  const fields = Object.fromEntries(extra.map((field) => [field.name, exampleValue(field)]));
  return inputOf(manifest, { text: "a", fields });
}

function post(headers: Record<string, string>, body: string | Buffer): Question {
  return { method: "POST", headers, body };
}

/** Causes every error that a caller can cause, and compares code and status. */
export async function checkKnownErrors(
  url: string,
  manifest: Manifest,
  parameters: readonly Parameter[],
): Promise<Check> {
  const wrong: string[] = [];
  const expected = knownErrors(manifest, parameters);
  for (const [code, path, question] of expected) {
    const [status] = problemKinds[code];
    const answer = await ask(url + path, question);
    const found = `${answer.status} ${codeIn(answer.text)}`;
    if (found !== `${status} ${code}`) {
      wrong.push(`${question?.method ?? "GET"} ${path} is answered ${found} in place of ${status} ${code}`);
    }
  }
  const codes = new Set(expected.map(([code]) => code));
  return {
    name: "known errors",
    passed: wrong.length === 0,
    detail: wrong.length > 0 ? wrong.join("; ") : [...codes].join(", "),
    measured: { requests: expected.length, wrong: wrong.length },
  };
}

function codeIn(body: string): string {
  try {
    return String((JSON.parse(body) as { code?: unknown }).code);
  } catch {
    return "without a code";
  }
}
