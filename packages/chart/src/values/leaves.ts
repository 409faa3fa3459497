import { Values } from "./values.ts";

/** A value that may be set, by its path: `autoscaling.maxReplicas`. */
export interface Leaf {
  readonly path: readonly string[];
  readonly description: string;
}

interface Schema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, object>>;
}

/** Every value that may be set, in the order in which they are declared. */
export function leaves(schema: object = Values, path: readonly string[] = []): readonly Leaf[] {
  const { properties, description = "" } = schema as Schema;
  if (!properties) return [{ path, description }];
  return Object.entries(properties).flatMap(([name, below]) => leaves(below, [...path, name]));
}
