import type { FastifyDynamicSwaggerOptions } from "@fastify/swagger";
import { Type } from "typebox";
import type { ModelInUse } from "./models/model-in-use.ts";
import type { ServedModel } from "./models/served-model.ts";
import { INFERENCE_ERROR_SCHEMA, inferenceError, isOpenInference } from "./open-inference/error.ts";
import { type Problem, PROBLEM_SCHEMA, PROBLEM_TYPE, type ProblemCode, problemKinds } from "./problem.ts";
import { problemExample } from "./problem-examples.ts";
import { versionHeaders, type Versions } from "./versions.ts";

/** How the OpenAPI document is made of the routes' schemas. */
export function openapiOptions(
  models: readonly ServedModel[],
  securitySchemes: object = {},
): FastifyDynamicSwaggerOptions {
  const { versions } = models[0]!.inUse;
  return {
    openapi: {
      openapi: "3.1.1",
      info: {
        title: `${models.map(({ name }) => name).join(", ")}: text classifier`,
        version: versions.service,
        description: models.map(({ inUse }) => describe(inUse)).join("\n\n"),
      },
      components: { securitySchemes: securitySchemes as Record<string, never> },
      tags: [
        { name: "classify", description: "Texts in, labels out" },
        {
          name: "open inference",
          description: "The same by the Open Inference Protocol, for KServe and its clients",
        },
        { name: "operate", description: "For who runs the service" },
      ],
    },
    convertConstToEnum: false,
    refResolver: { buildLocalReference: (schema, _uri, _fragment, i) => nameOf(schema) ?? `schema-${i}` },
    transformObject: (document) =>
      "openapiObject" in document
        ? withVersionHeaders(document.openapiObject, versions)
        : document.swaggerObject,
  };
}

function describe({ manifest, versions }: ModelInUse): string {
  const { labels, package: name, data } = manifest;
  return (
    `Tells ${labels.length} labels by a text: ${labels.join(", ")}.\n\n`
    + `Model ${name} ${versions.model}, trained on ${data.package} ${versions.data}.`
  );
}

/** The responses of a route that may answer these errors, by status. */
export function problemResponses(...codes: readonly ProblemCode[]): Record<number, object> {
  return responsesOf(codes, PROBLEM_TYPE, PROBLEM_SCHEMA, (problem) => problem);
}

/** As {@link problemResponses}, in the form that errors have at the address. */
export function errorResponses(url: string, ...codes: readonly ProblemCode[]): Record<number, object> {
  return isOpenInference(url)
    ? responsesOf(codes, "application/json", INFERENCE_ERROR_SCHEMA, inferenceError)
    : problemResponses(...codes);
}

function responsesOf(
  codes: readonly ProblemCode[],
  mediaType: string,
  schema: string,
  form: (problem: Problem) => object,
): Record<number, object> {
  const byStatus = Map.groupBy(codes, (code) => problemKinds[code][0]);
  return Object.fromEntries(
    [...byStatus].map(([status, group]) => [
      status,
      {
        description: group.map((code) => `${problemKinds[code][1]} (\`${code}\`)`).join("; "),
        content: {
          [mediaType]: {
            schema: Type.Ref(schema),
            examples: Object.fromEntries(group.map((code) => [code, { value: form(problemExample(code)) }])),
          },
        },
      },
    ]),
  );
}

/** A response that is a text. */
export function textResponse(description: string, mediaType = "text/plain; charset=utf-8"): object {
  return { description, content: { [mediaType]: { schema: Type.String() } } };
}

function nameOf({ $id }: { $id?: unknown }): string | undefined {
  return typeof $id === "string" ? $id : undefined;
}

type Document = Parameters<
  NonNullable<FastifyDynamicSwaggerOptions["transformObject"]>
>[0] extends infer Input
  ? Input extends { openapiObject: infer O }
    ? O
    : never
  : never;

interface Responding {
  responses?: Record<string, { headers?: Record<string, object> }>;
}

/** Every answer has them; so the routes need not say it each. */
function withVersionHeaders(document: Document, versions: Versions): Document {
  const headers = Object.fromEntries(
    Object.entries(versionHeaders(versions)).map(([name, example]) => [
      name,
      { description: "A version behind the answer.", schema: { type: "string" }, example },
    ]),
  );
  for (const path of Object.values(document.paths ?? {})) {
    for (const { responses = {} } of Object.values(path ?? {}) as Responding[]) {
      for (const response of Object.values(responses)) response.headers = headers;
    }
  }
  return document;
}
