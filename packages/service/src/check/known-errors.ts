import type { Check } from "@eslabon/link";
import { exampleValue, inputOf, type Manifest } from "@eslabon/model";
import { bodyBytes, HEADER_BYTES } from "../limits.ts";
import { type ProblemCode, problemKinds } from "../problem.ts";
import { ask, type Question } from "./ask.ts";

const JSON_BODY = { "content-type": "application/json" };
const PLAIN_BODY = { "content-type": "text/plain" };

/** What goes wrong, and the error that it must be answered with. */
type KnownError = readonly [code: ProblemCode, path: string, question?: Question];

function knownErrors(manifest: Manifest): KnownError[] {
  const { name, fields, limits } = manifest;
  const path = `/api/v2/modelos/${name}`;
  return [
    ["MODEL_TEXT_MISSING", "/api/v1/modelo"],
    ["MODEL_TEXT_EMPTY", "/api/v1/modelo?texto="],
    ["MODEL_TEXT_MISSING", path, { method: "POST" }],
    ["MODEL_TEXT_MISSING", path, post(JSON_BODY, "{}")],
    ["MODEL_TEXT_TYPE", path, post(JSON_BODY, JSON.stringify({ [fields.text]: 7 }))],
    ["MODEL_TEXT_EMPTY", path, post(PLAIN_BODY, " …? ")],
    ["MODEL_TEXT_TOO_LONG", path, post(PLAIN_BODY, "a".repeat(limits.textLength + 1))],
    ...fieldErrors(manifest, path),
    ["SERVICE_BODY_TOO_LARGE", path, post(PLAIN_BODY, "a".repeat(bodyBytes(manifest) + 1))],
    ["SERVICE_BODY_INVALID", path, post(JSON_BODY, '{"')],
    ["SERVICE_BODY_INVALID", path, post(PLAIN_BODY, Buffer.from([0x62, 0xff]))],
    ["SERVICE_MEDIA_TYPE", path, post({ "content-type": "application/xml" }, "<a/>")],
    ["SERVICE_MEDIA_TYPE", path, post({ "content-type": "text/plain; charset=none" }, "a")],
    ["SERVICE_MODEL_UNKNOWN", `${path}-`, post(PLAIN_BODY, "a")],
    ["SERVICE_ROUTE_UNKNOWN", "/nothing/here"],
    ["SERVICE_METHOD_NOT_ALLOWED", path, { method: "DELETE" }],
    ["SERVICE_QUERY_INVALID", `${path}?explain=perhaps`, post(PLAIN_BODY, "a")],
    ["SERVICE_URL_INVALID", "/api/v1/modelo?texto=ba%F1era"],
    ["SERVICE_HEADERS_TOO_LARGE", "/", { headers: { "x-padding": "a".repeat(HEADER_BYTES) } }],
  ];
}

/** Of a model that reads more than the text. */
function fieldErrors(manifest: Manifest, path: string): KnownError[] {
  const { extra = [] } = manifest.fields;
  const values = Object.fromEntries(extra.map((field) => [field.name, exampleValue(field)]));
  const whole = inputOf(manifest, { text: "a", fields: values });
  return extra.flatMap(({ name, required }): KnownError[] => [
    ["MODEL_FIELD_TYPE", path, post(JSON_BODY, JSON.stringify({ ...whole, [name]: {} }))],
    ...(required
      ? ([
          ["MODEL_FIELD_MISSING", "/api/v1/modelo?texto=a"],
          ["MODEL_FIELD_MISSING", path, post(JSON_BODY, JSON.stringify({ ...whole, [name]: null }))],
        ] as const)
      : []),
  ]);
}

function post(headers: Record<string, string>, body: string | Buffer): Question {
  return { method: "POST", headers, body };
}

/** Causes every error that a caller can cause, and compares code and status. */
export async function checkKnownErrors(url: string, manifest: Manifest): Promise<Check> {
  const wrong: string[] = [];
  const expected = knownErrors(manifest);
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
