import type { FastifyPluginCallbackTypebox } from "@fastify/type-provider-typebox";
import { type TSchema, Type } from "typebox";
import { Value } from "typebox/value";
import { acceptTexts } from "../bodies.ts";
import { serviceErrors } from "../errors.ts";
import { cloudEvent } from "../events/cloud-event.ts";
import { findModel, type ServedModels } from "../models/serve-models.ts";
import type { Events } from "../events/events.ts";
import { problemResponses } from "../openapi.ts";
import type { Serving } from "../serving.ts";
import type { FeedbackFile } from "./feedback-file.ts";
import type { RecentAnswers } from "./recent-answers.ts";

const Feedback = Type.Object({
  id: Type.String({
    minLength: 1,
    // Of a batch's row it is that of the request with the row's number.
    maxLength: 144,
    description: "That of the answer: its header `x-request-id`.",
    examples: ["6f1c1d8e-6c1b-4d0e-9a55-0f1b7a1f7c11"],
  }),
  label: Type.String(),
});

const Recorded = Type.Object(
  {
    id: Type.String(),
    label: Type.String(),
  },
  { description: "The label is on the disk." },
);

interface FeedbackOptions extends Serving {
  readonly file: FeedbackFile;
  readonly recent: RecentAnswers;
  readonly events: Events | undefined;
}

/** The label that a person chose for an earlier answer, so that it can be learnt from. */
export const feedback: FastifyPluginCallbackTypebox<FeedbackOptions> = (app, options, done) => {
  const { model, models, file, recent, events } = options;
  acceptTexts(app);

  app.post(
    "/api/v2/modelos/:model/feedback",
    {
      schema: {
        tags: ["classify"],
        summary: "Say which label is right",
        description:
          "Takes the label that a person chose for an earlier answer, by the answer's `x-request-id`. Saying it again changes nothing.",
        operationId: "feedback",
        params: Type.Object({
          model: Type.String({ description: "The model's name.", examples: [model.name] }),
        }),
        body: { content: { "application/json": { schema: feedbackSchema(models) } } },
        response: {
          200: Recorded,
          ...problemResponses(
            "SERVICE_FEEDBACK_INVALID",
            "SERVICE_BODY_INVALID",
            "SERVICE_URL_INVALID",
            "SERVICE_MODEL_UNKNOWN",
            "SERVICE_ANSWER_UNKNOWN",
            "SERVICE_REQUEST_TIMEOUT",
            "SERVICE_FEEDBACK_CONFLICT",
            "SERVICE_BODY_TOO_LARGE",
            "SERVICE_MEDIA_TYPE",
            "SERVICE_HEADERS_TOO_LARGE",
            "SERVICE_FAILED",
          ),
        },
      },
      onRequest: findModel(models),
    },
    async ({ body, model: { manifest, versions } }) => {
      const { name } = manifest;
      const { id, label } = feedbackIn(body, manifest.labels);
      const answer = recent.find(id);
      const line = {
        id,
        time: new Date().toISOString(),
        model: name,
        input: answer?.input,
        label,
        proposed: answer?.answer[0],
        versions,
      };
      // What was recorded before a restart is known, though the answer is not.
      const recorded = answer ? await file.record(line) : await file.compare(line);
      if (recorded === undefined) throw serviceErrors.SERVICE_ANSWER_UNKNOWN();
      if (recorded === "conflict") throw serviceErrors.SERVICE_FEEDBACK_CONFLICT();
      if (recorded === "new") {
        events?.emit(cloudEvent("eslabon.feedback", { model: name, versions }, line));
      }
      return { id, label };
    },
  );
  done();
};

/** With the labels by name; which of them are those of the model that is named is checked by itself. */
function feedbackSchema(models: ServedModels): TSchema {
  const labels = [...models.values()].flatMap(({ manifest }) => manifest.labels);
  const description = "The label that is right: one of the model's.";
  return Type.Object({
    ...Feedback.properties,
    label: Type.Enum([...new Set(labels)], { description, examples: labels.slice(0, 1) }),
  });
}

function feedbackIn(body: unknown, labels: readonly string[]): { id: string; label: string } {
  if (!Value.Check(Feedback, body)) {
    const [wrong] = Value.Errors(Feedback, body);
    const where = wrong?.instancePath.slice(1) ?? "";
    throw serviceErrors.SERVICE_FEEDBACK_INVALID(
      `${where === "" ? "the body" : where} ${wrong?.message ?? ""}`,
    );
  }
  if (!labels.includes(body.label))
    throw serviceErrors.SERVICE_FEEDBACK_INVALID("the model has no such label");
  return body;
}
