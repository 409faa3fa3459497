import { Readable } from "node:stream";
import type { FastifyPluginCallbackTypebox } from "@fastify/type-provider-typebox";
import type { FastifyInstance } from "fastify";
import { Type } from "typebox";
import { Answer } from "../answer.ts";
import { decode, parseJson } from "../bodies.ts";
import { serviceErrors } from "../errors.ts";
import { BATCH_TIMEOUT, bodyBytes } from "../limits.ts";
import { findModel } from "../models/serve-models.ts";
import { problemResponses } from "../openapi.ts";
import { Problem } from "../problem.ts";
import { inputSchema } from "../routes/classify-v2.ts";
import type { Serving } from "../serving.ts";
import { answersTo } from "./answers.ts";
import { takePlace } from "./places.ts";
import { type Rows, rowsOfArray, rowsOfLines } from "./rows.ts";

const LINES = "application/x-ndjson";
const MEDIA_TYPES = { array: "application/json; charset=utf-8", lines: LINES } as const;

/** An array is parsed at once, during which nobody is answered: a few milliseconds for so many bytes. */
const ARRAY_BYTES = 1_000_000;

/** One row does not concern the others, whatever it is. */
const NOT_ANSWERED = { description: "Anything else is answered with what is wrong with it." };

const RowAnswer = Type.Union([
  Answer,
  Type.Object({ error: Type.Omit(Problem, ["instance"]) }, { description: "What is wrong with this row." }),
]);

/** Many texts at once, in an array or line by line; each is answered or refused by itself, in the same order. */
export const batch: FastifyPluginCallbackTypebox<Serving> = (app, serving, done) => {
  const { model: own, models, metrics, turns, batch: limits } = serving;
  acceptBatches(app);

  app.post(
    // Only what has no colon itself, since the rest would be part of the name.
    "/api/v2/modelos/:model([^:/]+)::batch",
    {
      config: { pattern: "/api/v2/modelos/:model:batch" },
      bodyLimit: limits.bytes,
      schema: {
        tags: ["classify"],
        summary: "Classify many texts",
        description:
          `At most ${limits.rows} rows in ${limits.bytes} bytes: a JSON array of at most ${ARRAY_BYTES} bytes, or a JSON value a line. `
          + "Each is a text, or an object as for a single one, and is answered in the same place, with what is wrong with it where it cannot be.",
        operationId: "classifyBatch",
        params: Type.Object({
          model: Type.String({ description: "The model's name.", examples: [own.name] }),
        }),
        body: {
          content: {
            "application/json": {
              schema: Type.Array(Type.Union([inputSchema(models), Type.Unknown(NOT_ANSWERED)])),
            },
            [LINES]: { schema: Type.String({ examples: ['"bañera"\n"lavadora"\n'] }) },
          },
        },
        response: {
          200: {
            description: "An answer for each row, in their order and the form of the batch.",
            content: {
              "application/json": { schema: Type.Array(RowAnswer) },
              [LINES]: { schema: Type.String({ description: "An answer a line." }) },
            },
          },
          ...problemResponses(
            "SERVICE_BODY_INVALID",
            "SERVICE_URL_INVALID",
            "SERVICE_MODEL_UNKNOWN",
            "SERVICE_REQUEST_TIMEOUT",
            "SERVICE_BATCH_TOO_LONG",
            "SERVICE_BODY_TOO_LARGE",
            "SERVICE_MEDIA_TYPE",
            "SERVICE_HEADERS_TOO_LARGE",
            "SERVICE_FAILED",
          ),
        },
      },
      onRequest: [findModel(models), takePlace(limits.atOnce, metrics)],
    },
    ({ id, body, model, log }, reply) => {
      const rows = Buffer.isBuffer(body)
        ? rowsOfLines(body, limits.rows, bodyBytes(model.manifest))
        : rowsOfArray(body, limits.rows);
      const portions = turns.portions(answersTo(rows, { id, model, log }, serving));
      // Whoever reads too slowly holds the place of another one.
      const signal = AbortSignal.timeout(BATCH_TIMEOUT);
      const answers = Readable.from(WRITERS[rows.form](portions), { signal });
      void reply.type(MEDIA_TYPES[rows.form]).send(answers as never);
    },
  );
  done();
};

function acceptBatches(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    [LINES, "application/ndjson", "application/jsonl"],
    { parseAs: "buffer" },
    (_request, body, done) => done(null, body),
  );
  app.addContentTypeParser("application/json", { parseAs: "buffer" }, (request, body, done) => {
    if (body.length > ARRAY_BYTES) throw serviceErrors.SERVICE_BODY_TOO_LARGE(ARRAY_BYTES);
    done(null, parseJson(decode(request, body as Buffer)));
  });
}

type Portions = AsyncIterable<readonly string[]>;

const WRITERS: Readonly<Record<Rows["form"], (portions: Portions) => AsyncIterable<string>>> = {
  async *array(portions) {
    let before = "[";
    for await (const answers of portions) {
      yield before + answers.join(",");
      before = ",";
    }
    yield before === "[" ? "[]" : "]";
  },
  async *lines(portions) {
    for await (const answers of portions) yield `${answers.join("\n")}\n`;
  },
};
