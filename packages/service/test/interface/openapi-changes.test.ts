import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { openapiChanges } from "../../src/interface/openapi-changes.ts";
import type { OpenApi, Operation, Parameter, Schema } from "../../src/interface/openapi.ts";

const text: Schema = { type: "string" };
const number: Schema = { type: "number" };

function object(properties: Record<string, Schema>, ...required: string[]): Schema {
  return { type: "object", properties, ...(required.length > 0 && { required }) };
}

function document(operation: Operation, schemas: Record<string, Schema> = {}): OpenApi {
  return { info: { version: "1.0.0" }, paths: { "/claims": { get: operation } }, components: { schemas } };
}

const asking = (...parameters: Parameter[]): OpenApi => document({ parameters });
const parameter = (name: string, schema: Schema, required = false): Parameter => {
  return { name, in: "query", required, schema };
};
const taking = (schema: Schema, ...types: string[]): OpenApi =>
  document({ requestBody: { content: contentOf(schema, types) } });
const answering = (schema: Schema, schemas?: Record<string, Schema>): OpenApi =>
  document({ responses: { 200: { content: contentOf(schema, []) } } }, schemas);

function contentOf(schema: Schema, types: readonly string[]): Record<string, { schema: Schema }> {
  return Object.fromEntries(["application/json", ...types].map((type) => [type, { schema }]));
}

const nothing: OpenApi = { info: { version: "1.0.0" } };
const ref: Schema = { $ref: "#/components/schemas/Answer" };
const tree: Schema = object({ children: { type: "array", items: ref } });

const cases: readonly (readonly [what: string, OpenApi, OpenApi, ...changes: string[]])[] = [
  ["an operation more", nothing, document({}), "minor GET /claims added"],
  ["an operation less", document({}), nothing, "major GET /claims removed"],
  ["a parameter less", asking(parameter("q", text)), asking(), "major GET /claims, parameter q removed"],
  ["a parameter more", asking(), asking(parameter("q", text)), "minor GET /claims, parameter q added"],
  [
    "a parameter more that is needed",
    asking(),
    asking(parameter("q", text, true)),
    "major GET /claims, parameter q added, which is needed",
  ],
  [
    "a parameter that is needed now",
    asking(parameter("q", text)),
    asking(parameter("q", text, true)),
    "major GET /claims, parameter q is needed now",
  ],
  [
    "a parameter that may be left out",
    asking(parameter("q", text, true)),
    asking(parameter("q", text)),
    "minor GET /claims, parameter q may be left out now",
  ],
  [
    "a parameter of another type",
    asking(parameter("q", text)),
    asking(parameter("q", number)),
    "major GET /claims, parameter q is of another type",
  ],
  [
    "a parameter in another place",
    asking(parameter("q", text)),
    asking({ ...parameter("q", text), in: "header" }),
    "major GET /claims, parameter q removed",
    "minor GET /claims, parameter q added",
  ],
  [
    "a parameter in other words",
    asking(parameter("q", text)),
    asking(parameter("q", { ...text, description: "What?", examples: ["a"], maxLength: 7 })),
  ],
  ["a body less", taking(text), document({}), "major GET /claims, body removed"],
  ["a body more", document({}), taking(text), "minor GET /claims, body added"],
  [
    "a body more that is needed",
    document({}),
    document({ requestBody: { required: true, content: {} } }),
    "major GET /claims, body added",
  ],
  [
    "a media type more",
    taking(text),
    taking(text, "text/plain"),
    "minor GET /claims, body may be text/plain, too",
  ],
  [
    "a media type less",
    taking(text, "text/plain"),
    taking(text),
    "major GET /claims, body is no text/plain any more",
  ],
  [
    "a property more in what is asked",
    taking(object({ a: text }, "a")),
    taking(object({ a: text, b: text }, "a")),
    "minor GET /claims, body.b added",
  ],
  [
    "a property more that is needed",
    taking(object({ a: text }, "a")),
    taking(object({ a: text, b: text }, "a", "b")),
    "major GET /claims, body.b added, which is needed",
  ],
  [
    "a property less in what is asked",
    taking(object({ a: text })),
    taking(object({})),
    "major GET /claims, body.a removed",
  ],
  [
    "a property that is needed now",
    taking(object({ a: text })),
    taking(object({ a: text }, "a")),
    "major GET /claims, body.a is needed now",
  ],
  [
    "a property that may be left out",
    taking(object({ a: text }, "a")),
    taking(object({ a: text })),
    "minor GET /claims, body.a may be left out now",
  ],
  [
    "an alternative more in what is asked",
    taking({ anyOf: [text] }),
    taking({ anyOf: [{ ...text, description: "as ever" }, number] }),
    "minor GET /claims, body has other alternatives",
  ],
  [
    "an alternative less in what is asked",
    taking({ anyOf: [text, number] }),
    taking({ anyOf: [text] }),
    "major GET /claims, body has other alternatives",
  ],
  [
    "another alternative",
    taking({ anyOf: [text, number] }),
    taking({ anyOf: [text, { type: "boolean" }] }),
    "major GET /claims, body is of another type",
  ],
  ["an answer more", document({}), answering(text), "minor GET /claims, answer 200 added"],
  ["an answer less", answering(text), document({}), "major GET /claims, answer 200 removed"],
  [
    "a property more in an answer, however needed",
    answering(object({})),
    answering(object({ a: text }, "a")),
    "minor GET /claims, answer 200.a added",
  ],
  [
    "a property less in an answer",
    answering(object({ a: text })),
    answering(object({})),
    "major GET /claims, answer 200.a removed",
  ],
  [
    "a property that may be missing",
    answering(object({ a: text }, "a")),
    answering(object({ a: text })),
    "major GET /claims, answer 200.a may be missing now",
  ],
  [
    "a property that is always there",
    answering(object({ a: text })),
    answering(object({ a: text }, "a")),
    "minor GET /claims, answer 200.a is always there now",
  ],
  [
    "an alternative more in an answer",
    answering({ anyOf: [text] }),
    answering({ anyOf: [text, number] }),
    "major GET /claims, answer 200 has other alternatives",
  ],
  [
    "items of another type",
    answering({ type: "array", items: object({ a: text }) }),
    answering({ type: "array", items: object({ a: number }) }),
    "major GET /claims, answer 200[].a is of another type",
  ],
  [
    "names more and less",
    answering({ enum: ["a", "b"] }),
    answering({ enum: ["a", "c"] }),
    'major GET /claims, answer 200 is "b" no more',
    'minor GET /claims, answer 200 may be "c", too',
  ],
  [
    "a schema in a place of its own",
    answering(object({ a: text })),
    answering(ref, { Answer: object({ a: text }) }),
  ],
  [
    "a schema that changed in its place",
    answering(ref, { Answer: object({ a: text }) }),
    answering(ref, { Answer: object({}) }),
    "major GET /claims, answer 200.a removed",
  ],
  ["a schema that holds itself", answering(ref, { Answer: tree }), answering(ref, { Answer: tree })],
  [
    "headers",
    document({ responses: { 200: { headers: { a: {}, b: {} } } } }),
    document({ responses: { 200: { headers: { b: {}, c: {} } } } }),
    "major GET /claims, answer 200, header a removed",
    "minor GET /claims, answer 200, header c added",
  ],
];

describe("the step that a service's interface calls for with", () => {
  for (const [what, before, after, ...changes] of cases) {
    it(`${what}: ${changes.join("; ") || "none"}`, () => {
      const found = openapiChanges(before, after).map(({ what, step }) => `${step} ${what}`);
      assert.deepEqual(found, changes);
      assert.deepEqual(openapiChanges(after, after), []);
    });
  }
});
