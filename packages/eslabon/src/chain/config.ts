import { Type, type Static } from "typebox";

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
      },
      { additionalProperties: false },
    ),
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
