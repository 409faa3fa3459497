import type { Explanation, Prediction } from "@eslabon/model";
import { Type, type Static } from "typebox";
import type { Layout } from "./score-writer.ts";
import { stated } from "./stated.ts";

const Probability = Type.Number({ minimum: 0, maximum: 1 });

const Classification = Type.Object(
  {
    info: Type.Object({
      count: Type.Integer({ description: "How many labels there are." }),
      max_score: Type.Number({ description: "The first label's probability." }),
    }),
    tokens: Type.Array(Type.Object({ token: Type.String({ description: "A label." }), score: Probability }), {
      description: "Every label with its calibrated probability, the most probable first.",
    }),
  },
  {
    examples: [
      {
        info: { count: 2, max_score: 0.83 },
        tokens: [
          { token: "Fontanería", score: 0.83 },
          { token: "Carpintería", score: 0.17 },
        ],
      },
    ],
  },
);

const WordWeight = Type.Object({
  word: Type.String(),
  start: Type.Integer({ description: "Where the word starts in the text, in UTF-16 units." }),
  end: Type.Integer({ description: "Where it ends; exclusive." }),
  weight: Type.Number({
    description: "What it did for the label, in logits: positive for it, negative against it.",
  }),
});

const FieldWeight = Type.Object({
  field: Type.String(),
  value: Type.Union([Type.String(), Type.Number(), Type.Null()], {
    description: "As the model has read it; null where the field was left out.",
  }),
  weight: Type.Number({ description: "What it did for the label, in logits." }),
});

const WhyFirst = Type.Object(
  {
    label: Type.String({ description: "The first label." }),
    bias: Type.Number({ description: "The label's logit before any word or field." }),
    words: Type.Array(WordWeight),
    fields: Type.Array(FieldWeight, { description: "What the model reads beside the text." }),
  },
  {
    description:
      "Why the first label came first: its logit is `bias` plus the weights of all words and fields.",
    examples: [
      {
        label: "Fontanería",
        bias: -0.5,
        words: [{ word: "charco", start: 9, end: 15, weight: 1.92 }],
        fields: [],
      },
    ],
  },
);

/** What the second version of the API answers. */
export const Answer = Type.Object(
  {
    classification: Classification,
    explanation: Type.Optional(WhyFirst),
  },
  { description: "Every label, and, when it was asked for, why the first one came first." },
);
export type Answer = Static<typeof Answer>;

/** As {@link answerOf}. */
export const answerLayout: Layout = {
  before: (labels) => [`{"classification":{"info":{"count":${labels},"max_score":`, `},"tokens":[`],
  label: (json) => `{"token":${json},"score":`,
  between: "},",
  after: "}]}}",
};

export function answerOf(prediction: Prediction): Answer {
  return { classification: classificationOf(prediction) };
}

export function explainedAnswerOf(answer: { prediction: Prediction; explanation: Explanation }): Answer {
  const { label, bias, words, fields } = answer.explanation;
  return {
    classification: classificationOf(answer.prediction),
    explanation: { label, bias, words: [...words], fields: [...fields] },
  };
}

function classificationOf(prediction: Prediction): Static<typeof Classification> {
  return {
    info: { count: prediction.length, max_score: stated(prediction[0]?.score ?? 0) },
    tokens: prediction.map(({ label, score }) => ({ token: label, score: stated(score) })),
  };
}
