import type { WeighedField } from "@eslabon/model";

/** A field with what it says: `amount=120`, `no channel`. */
export function nameField({ field, value }: Pick<WeighedField, "field" | "value">): string {
  return value === null ? `no ${field}` : `${field}=${value}`;
}
