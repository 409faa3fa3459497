import { EslabonError } from "@eslabon/link";
import { imageErrors } from "../errors.ts";
import type { BaseImage, Builder } from "./builder.ts";

/** @throws EslabonError `IMAGE_BASE_ABSENT`. */
export async function fetchBase(builder: Builder, base: string): Promise<BaseImage> {
  try {
    return await builder.fetchBase(base);
  } catch (error) {
    if (!(error instanceof EslabonError)) throw error;
    throw imageErrors.IMAGE_BASE_ABSENT(base, error.message);
  }
}
