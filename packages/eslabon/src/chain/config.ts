import { Type, type Static } from "typebox";

const Milliseconds = Type.Number({ exclusiveMinimum: 0 });

/** How fast the chain has to be, and how that is measured at all levels. What the command line says prevails. */
export const BenchDefinition = Type.Object(
  {
    /** The dataset package or file whose texts are asked, relative to the configuration; the built dataset unless given. */
    data: Type.Optional(Type.String({ minLength: 1 })),
    /** How long each level is loaded; 10 s unless given. */
    seconds: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
    /** How many callers ask a service at a time; 16 unless given. */
    connections: Type.Optional(Type.Integer({ minimum: 1 })),
    /** What the slowest of 20 requests may take, in milliseconds; 150 unless given. */
    budget: Type.Optional(Milliseconds),
    /** What one prediction may take, in milliseconds; a tenth of the budget unless given. */
    modelBudget: Type.Optional(Milliseconds),
  },
  { additionalProperties: false },
);
export type BenchDefinition = Static<typeof BenchDefinition>;

/** What `eslabon.config.ts` exports by default: where the declaration of each link is, relative to it. */
export const ChainConfig = Type.Object(
  {
    /** Short name of the chain. */
    name: Type.String({ pattern: "^[a-z0-9][a-z0-9._-]*$" }),
    links: Type.Object(
      {
        data: Type.Optional(Type.String()),
        model: Type.Optional(Type.String()),
        service: Type.Optional(Type.String()),
        image: Type.Optional(Type.String()),
        chart: Type.Optional(Type.String()),
      },
      { additionalProperties: false },
    ),
    registries: Type.Optional(
      Type.Object(
        {
          /**
           * The URL of an npm registry, or the folder in which the embedded one keeps its packages: `.eslabon/registry` unless given. The
           * token is in the environment variable `ESLABON_NPM_TOKEN`.
           */
          npm: Type.Optional(Type.String({ minLength: 1 })),
          /**
           * Where images and charts go: `registry.example.com/hogar`, or a folder: `./.eslabon/oci` unless given. The environment variable
           * `ESLABON_OCI` prevails. Who may publish there is said by `podman login`, or by `ESLABON_OCI_USER` and `ESLABON_OCI_PASSWORD`.
           */
          oci: Type.Optional(Type.String({ minLength: 1 })),
        },
        { additionalProperties: false },
      ),
    ),
    branches: Type.Optional(
      Type.Object(
        {
          /** Where work goes on: `develop` unless given. */
          develop: Type.Optional(Type.String({ minLength: 1 })),
          /** What is released: `main` unless given. */
          release: Type.Optional(Type.String({ minLength: 1 })),
        },
        { additionalProperties: false },
      ),
    ),
    /** Where services run: names, and URLs or the files that say what is deployed there, relative to the configuration. */
    environments: Type.Optional(Type.Record(Type.String(), Type.String({ pattern: "^https?://|\\.ya?ml$" }))),
    bench: Type.Optional(BenchDefinition),
  },
  { additionalProperties: false },
);
export type ChainConfig = Static<typeof ChainConfig>;

/**
 * Declares a chain:
 *
 * ```ts
 * export default defineChain({
 *   name: "hogar",
 *   links: { data: "data/dataset.ts", model: "model/model.ts", service: "service/service.ts" },
 * });
 * ```
 */
export function defineChain(config: ChainConfig): ChainConfig {
  return config;
}
