import { type Static, Type } from "typebox";

const closed = { additionalProperties: false } as const;
const positive = (description: string) => Type.Number({ exclusiveMinimum: 0, description });

/** What is deployed where: a file of its own for each environment, `environments/prod.yaml`. */
export const Environment = Type.Object(
  {
    cluster: Type.String({ minLength: 1, description: "The context of kubectl's configuration." }),
    namespace: Type.String({
      pattern: "\\.ya?ml$",
      description: "The file of the namespace, relative to this one; it is applied before anything else.",
    }),
    release: Type.Optional(
      Type.String({
        pattern: "^[a-z0-9]([a-z0-9-]{0,51}[a-z0-9])?$",
        description: "The name of the Helm release; the chart's unless given.",
      }),
    ),
    url: Type.String({ pattern: "^https?://", description: "Where the service is reached." }),
    chart: Type.Optional(Type.String({ minLength: 1, description: "The version of the chart." })),
    image: Type.Optional(
      Type.String({
        pattern: "^[^@\\s]+@sha256:[0-9a-f]{64}$",
        description:
          "The image by its digest, with its version for people: `registry.example.com/hogar/image:1.0.0@sha256:…`.",
      }),
    ),
    load: Type.Optional(
      Type.Object(
        {
          requestsPerSecond: Type.Optional(positive("How many requests are sent; 20 unless given.")),
          seconds: Type.Optional(positive("For how long; 10 unless given.")),
          milliseconds: Type.Optional(positive("What the slowest of 20 may take; 150 unless given.")),
        },
        { ...closed, description: "How a release is diagnosed after it was deployed." },
      ),
    ),
    sizing: Type.Optional(
      Type.Object(
        {
          requestsPerSecond: positive("The most that it has to hold."),
          capacity: Type.Object(
            {
              requestsPerSecond: positive("What one pod holds within its budget."),
              cores: positive("The CPU that it uses then."),
              residentBytes: positive("The memory that it uses then."),
            },
            { ...closed, description: "What was measured: `eslabon diagnose URL --capacity --json`." },
          ),
        },
        { ...closed, description: "Where requests, limits and the most replicas come from." },
      ),
    ),
    values: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), {
        description: "Values of the chart; those that differ from its defaults.",
      }),
    ),
  },
  closed,
);
export type Environment = Static<typeof Environment>;
