import { Type, type Static } from "typebox";
import { Value } from "typebox/value";
import { serviceErrors } from "./errors.ts";

/** What a user writes of a service. */
export const ServiceDefinition = Type.Object(
  {
    /** The port it listens to; 8080 unless given. */
    port: Type.Optional(Type.Integer({ minimum: 0, maximum: 65_535 })),
  },
  { additionalProperties: false },
);
export type ServiceDefinition = Static<typeof ServiceDefinition>;

/**
 * Checks a service's definition and gives it back.
 *
 * ```ts
 * export default defineService({ port: 8080 });
 * ```
 *
 * @throws EslabonError `SERVICE_DEFINITION_INVALID`, naming the field.
 */
export function defineService(definition: ServiceDefinition): ServiceDefinition {
  const wrong = Value.Errors(ServiceDefinition, definition)[0];
  if (!wrong) return definition;
  throw serviceErrors.SERVICE_DEFINITION_INVALID(fieldOf(wrong.instancePath), wrong.message);
}

/** `/port` → `port`. */
function fieldOf(path: string): string {
  return path === "" ? "the definition" : path.slice(1).replaceAll("/", ".");
}
