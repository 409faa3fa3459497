import { type TypeBoxTypeProvider, TypeBoxValidatorCompiler } from "@fastify/type-provider-typebox";
import { EslabonError } from "@eslabon/link";
import type { Model } from "@eslabon/model";
import type { FastifyInstance, FastifySerializerCompiler } from "fastify";
import { acceptTexts } from "./bodies.ts";
import type { ServiceDefinition } from "./definition.ts";
import { serviceErrors } from "./errors.ts";

/**
 * Adds the routes of a definition's own. They read the same bodies as the service's; other than there, a body is held against its schema,
 * since no model does it.
 *
 * @throws EslabonError `SERVICE_EXTENSION_FAILED`
 */
export async function addExtension(
  app: FastifyInstance,
  extend: NonNullable<ServiceDefinition["extend"]>,
  model: Model,
): Promise<void> {
  // The framework's own compiler, which others do without.
  const { SerializerSelector } = await import("@fastify/fast-json-stringify-compiler");
  const compilerOf = SerializerSelector();
  try {
    await app.register(async (scope) => {
      acceptTexts(scope);
      scope.setValidatorCompiler(TypeBoxValidatorCompiler);
      scope.setSerializerCompiler(compilerOf(scope.getSchemas()) as FastifySerializerCompiler<unknown>);
      await extend(scope.withTypeProvider<TypeBoxTypeProvider>(), model);
    });
  } catch (error) {
    if (error instanceof EslabonError) throw error;
    throw serviceErrors.SERVICE_EXTENSION_FAILED((error as Error).message, error);
  }
}
