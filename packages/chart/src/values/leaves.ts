import type { TSchema } from "typebox";
import { Values } from "./values.ts";

/** A value that may be set, by its path: `autoscaling.maxReplicas`. */
export interface Leaf {
  readonly path: readonly string[];
  readonly schema: TSchema & { readonly description: string; readonly default: unknown };
}

/** Every value that may be set, in the order in which they are declared. */
export function leaves(schema: TSchema = Values, path: readonly string[] = []): readonly Leaf[] {
  const { properties } = schema as { properties?: Readonly<Record<string, TSchema>> };
  if (!properties) return [{ path, schema: schema as Leaf["schema"] }];
  return Object.entries(properties).flatMap(([name, below]) => leaves(below, [...path, name]));
}
