import type { Input, Manifest, Prediction } from "@eslabon/model";
import type { FastifyInstance, FastifyReply } from "fastify";
import { rowId } from "../batch/answers.ts";
import { serviceErrors } from "../errors.ts";
import type { ModelInUse } from "../models/model-in-use.ts";
import { errorResponses } from "../openapi.ts";
import type { Serving } from "../serving.ts";
import { findVersion, MODEL_ADDRESSES, TAGS, UNKNOWN_MODEL, versionParams } from "./addresses.ts";
import { inputsOf } from "./inputs.ts";
import { InferenceResponse, outputsOf } from "./outputs.ts";
import { type InferenceBody, InferenceRequest, JSON_LENGTH } from "./request.ts";
import { sendJson } from "./send-json.ts";

/** In bytes: several texts come together, however short the longest one may be. */
const LEAST_BODY = 65_536;

const DESCRIPTION =
  "Inputs are tensors of the model's fields, with an element for each text; a single one is the text, whatever its name. "
  + "Data may come as JSON or behind it (`Inference-Header-Content-Length`), and go so, too.";

/** Classifies one text or several. */
export function addInference(app: FastifyInstance, serving: Serving): void {
  const { model: own, models } = serving;
  for (const { address, suffix } of MODEL_ADDRESSES) {
    app.post<{ Body: InferenceBody | undefined }>(
      `${address}/infer`,
      {
        bodyLimit: Math.max(app.initialConfig.bodyLimit ?? 0, LEAST_BODY),
        schema: {
          tags: TAGS,
          summary: "Classify by the Open Inference Protocol",
          description: DESCRIPTION,
          operationId: `infer${suffix}`,
          params: versionParams(address, own),
          body: { ...InferenceRequest, examples: [exampleFor(own.manifest)] },
          response: {
            200: {
              description:
                "The outputs that were wanted, or else all: the first label, all labels, their probabilities.",
              content: {
                "application/json": { schema: InferenceResponse },
                "application/octet-stream": { schema: { type: "string", format: "binary" } },
              },
            },
            ...errorResponses(
              address,
              ...UNKNOWN_MODEL,
              "MODEL_TEXT_MISSING",
              "MODEL_TEXT_TYPE",
              "MODEL_TEXT_EMPTY",
              "MODEL_FIELD_MISSING",
              "MODEL_FIELD_TYPE",
              "SERVICE_BODY_INVALID",
              "SERVICE_INFERENCE_INVALID",
              "SERVICE_REQUEST_TIMEOUT",
              "MODEL_TEXT_TOO_LONG",
              "SERVICE_BATCH_TOO_LONG",
              "SERVICE_BODY_TOO_LARGE",
              "SERVICE_MEDIA_TYPE",
              "SERVICE_FAILED",
            ),
          },
        },
        onRequest: findVersion(models),
      },
      async ({ id, body, model }, reply) => {
        if (!body) throw serviceErrors.SERVICE_INFERENCE_INVALID("it has no body");
        const inputs = inputsOf(body, model.manifest, serving.batch.rows);
        const predictions = await predictAll(inputs, { id, model }, serving);
        return answer(reply, { id, model, request: body.request, predictions });
      },
    );
  }
}

interface Asked {
  readonly id: string;
  readonly model: ModelInUse;
}

/** A single text is answered at once, as by the other routes; of several, others who ask come between. */
async function predictAll(
  inputs: readonly Input[],
  { id, model }: Asked,
  { metrics, answers, turns }: Serving,
): Promise<Prediction[]> {
  const predict = (input: Input, answerId: string): Prediction => {
    const prediction = model.predict(input);
    metrics.countClassification();
    answers.note(model, answerId, input, prediction);
    return prediction;
  };
  if (inputs.length === 1) return [predict(inputs[0]!, id)];
  const work = inputs.values().map((input, row) => predict(input, rowId(id, row)));
  const portions = await Array.fromAsync(turns.portions({ [Symbol.iterator]: () => work }));
  return portions.flat();
}

interface Answered extends Asked {
  readonly request: InferenceRequest;
  readonly predictions: readonly Prediction[];
}

function answer(reply: FastifyReply, { id, model, request, predictions }: Answered): FastifyReply {
  const { name, version } = model.manifest;
  const { outputs, binary } = outputsOf(request, model.manifest, predictions);
  const message = { model_name: name, model_version: version, id: request.id ?? id, outputs };
  if (binary.length === 0) return sendJson(reply, message);
  const json = Buffer.from(JSON.stringify(message));
  return reply
    .header(JSON_LENGTH, String(json.length))
    .type("application/octet-stream")
    .send(Buffer.concat([json, binary]));
}

/** Of the text alone, in place of all that a model reads. */
function exampleFor(manifest: Manifest): InferenceRequest {
  const { text } = manifest.golden[0] ?? { text: "bañera" };
  return { id: "42", inputs: [{ name: manifest.fields.text, shape: [1], datatype: "BYTES", data: [text] }] };
}
