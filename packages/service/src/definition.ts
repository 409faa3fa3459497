import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import type { Input as AnyInput, Model as AnyModel } from "@eslabon/model";
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from "fastify";
import { Type } from "typebox";
import { Value } from "typebox/value";
import { serviceErrors } from "./errors.ts";

/** What routes are added to. Schemas by TypeBox are the types of what a handler gets. */
export type ServiceApp = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/**
 * What a user writes of a service. `Input` and `Model` are the types of the model's package: with them a service does not compile any more
 * when a new major version of the model needs what it does not give, or has no more what it names.
 */
export interface ServiceDefinition<Input extends object = AnyInput, Model extends AnyModel = AnyModel> {
  /** The port it listens to; 8080 unless given. */
  readonly port?: number;
  /**
   * From which parameter of `/api/v1/modelo` each field of the model's input comes, those too that may be left out: `{ texto: "texto" }`.
   * The text from `texto` and no other field unless given.
   */
  readonly v1?: { readonly [Name in keyof Input]-?: string };
  /**
   * npm names of further models' packages, which the service's package.json depends on: it answers with these, too, each by its own name.
   * None unless given.
   */
  readonly models?: readonly string[];
  /** Adds routes of the service's own: their schemas are part of its OpenAPI document, their errors are answered as all others. */
  readonly extend?: (app: ServiceApp, model: Model) => void | Promise<void>;
}

const Shape = Type.Object(
  {
    port: Type.Optional(Type.Integer({ minimum: 0, maximum: 65_535 })),
    v1: Type.Optional(Type.Record(Type.String(), Type.String({ minLength: 1 }))),
    models: Type.Optional(Type.Array(Type.String({ minLength: 1 }))),
    extend: Type.Optional(
      Type.Refine(
        Type.Unknown(),
        (value) => typeof value === "function",
        () => "must be a function",
      ),
    ),
  },
  { additionalProperties: false },
);

/**
 * Checks a service's definition and gives it back.
 *
 * ```ts
 * import type { Input } from "@hogar/model";
 *
 * export default defineService<Input>({ port: 8080, v1: { texto: "texto" } });
 * ```
 *
 * @throws EslabonError `SERVICE_DEFINITION_INVALID`, naming the field.
 */
export function defineService<Input extends object = AnyInput, Model extends AnyModel = AnyModel>(
  definition: ServiceDefinition<Input, Model>,
): ServiceDefinition {
  const wrong = Value.Errors(Shape, definition)[0];
  if (wrong) throw serviceErrors.SERVICE_DEFINITION_INVALID(fieldOf(wrong.instancePath), wrong.message);
  refuseTwice(definition.v1 ?? {});
  return definition as unknown as ServiceDefinition;
}

function refuseTwice(v1: Readonly<Record<string, string>>): void {
  const fields = new Map<string, string>();
  for (const [field, parameter] of Object.entries(v1)) {
    const other = fields.get(parameter);
    if (other !== undefined) {
      throw serviceErrors.SERVICE_DEFINITION_INVALID(
        `v1.${field}`,
        `is read from “${parameter}”, as v1.${other} is`,
      );
    }
    fields.set(parameter, field);
  }
}

/** `/port` → `port`. */
function fieldOf(path: string): string {
  return path === "" ? "the definition" : path.slice(1).replaceAll("/", ".");
}
