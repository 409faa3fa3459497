import { type Static, Type } from "typebox";
import { Value } from "typebox/value";
import { imageErrors } from "./errors.ts";

const closed = { additionalProperties: false } as const;

/** What a user writes of an image. */
export const ImageDefinition = Type.Object(
  {
    /**
     * The image that it is put on, with Node and npm; `node:24-slim` unless given. With a digest, `node:24-slim@sha256:…`, it is the same
     * one everywhere and always.
     */
    base: Type.Optional(Type.String({ minLength: 1 })),
    /** Further labels, which are annotations too: `{ "org.opencontainers.image.source": "https://git.example.com/hogar" }`. */
    labels: Type.Optional(Type.Record(Type.String(), Type.String())),
    /** What a container may use where it is tested: as in production. */
    limits: Type.Optional(
      Type.Object(
        {
          /** CPUs; 2 unless given. */
          cpus: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
          /** Memory in mebibytes; 512 unless given. */
          mebibytes: Type.Optional(Type.Integer({ minimum: 1 })),
        },
        closed,
      ),
    ),
    /** What the check demands. */
    gates: Type.Optional(
      Type.Object(
        {
          /** The most that the image may add to its base, uncompressed, in megabytes; 40 unless given. */
          addedMegabytes: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
          /** The longest time from the start of its process to its first right answer, in milliseconds; 1000 unless given. */
          startMilliseconds: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
        },
        closed,
      ),
    ),
  },
  closed,
);
export type ImageDefinition = Static<typeof ImageDefinition>;

export const BASE = "node:24-slim";

/**
 * Checks an image's definition and gives it back.
 *
 * ```ts
 * export default defineImage({ base: "node:24-slim" });
 * ```
 *
 * @throws EslabonError `IMAGE_DEFINITION_INVALID`, naming the field.
 */
export function defineImage(definition: ImageDefinition): ImageDefinition {
  const [wrong] = Value.Errors(ImageDefinition, definition);
  if (!wrong) return definition;
  const field = wrong.instancePath.slice(1).replaceAll("/", ".");
  const isUnknown = wrong.keyword === "boolean";
  throw imageErrors.IMAGE_DEFINITION_INVALID(
    field || "the definition",
    isUnknown ? "is no setting" : wrong.message,
  );
}
