import { Type } from "typebox";
import { Value } from "typebox/value";
import { chartErrors } from "./errors.ts";
import type { SomeValues } from "./values/values.ts";

/** A question whose answer is known. */
export interface ChartExample {
  /** A text, or an object with all that the model reads: `{ texto: "…", importe: 120 }`. */
  readonly input: string | Readonly<Record<string, unknown>>;
  /** The label that must come first. */
  readonly label: string;
}

/** What a user writes of a chart. */
export interface ChartDefinition {
  /** What `helm test` asks a release, wherever it runs: at least one. */
  readonly examples: readonly ChartExample[];
  /** Defaults of this chart in place of those that every chart has; docs/reference/chart.md lists them. */
  readonly values?: SomeValues;
}

const Shape = Type.Object(
  {
    examples: Type.Array(
      Type.Object(
        {
          input: Type.Union([Type.String({ minLength: 1 }), Type.Record(Type.String(), Type.Unknown())]),
          label: Type.String({ minLength: 1 }),
        },
        { additionalProperties: false },
      ),
      { minItems: 1 },
    ),
    values: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  },
  { additionalProperties: false },
);

/**
 * Declares a chart:
 *
 * ```ts
 * export default defineChart({
 *   examples: [{ input: "bañera", label: "Fontanería" }],
 *   values: { config: { log: { level: "warn" } } },
 * });
 * ```
 *
 * @throws EslabonError `CHART_DEFINITION_INVALID`.
 */
export function defineChart(definition: ChartDefinition): ChartDefinition {
  const [wrong] = Value.Errors(Shape, definition);
  if (wrong) throw chartErrors.CHART_DEFINITION_INVALID(`${wrong.instancePath || "it"} ${wrong.message}`);
  return definition;
}
