import { Document, type Scalar, type YAMLMap } from "yaml";
import { leaves } from "../values/leaves.ts";
import { Values } from "../values/values.ts";

/** `values.yaml`: every value with what it is, as helm-docs reads it. */
export function valuesFile(values: object): string {
  const document = new Document(values);
  for (const { path, description } of leaves()) {
    const map = document.getIn(path.slice(0, -1)) as YAMLMap<Scalar<string>>;
    const { key } = map.items.find((pair) => pair.key.value === path.at(-1))!;
    key.commentBefore = ` ${path.join(".")} -- ${description}`;
  }
  const { items } = document.contents as unknown as YAMLMap<Scalar<string>>;
  for (const { key } of items.slice(1)) key.spaceBefore = true;
  return document.toString({ lineWidth: 0 });
}

/** `values.schema.json`, by which Helm refuses what is no value. */
export function schemaFile(values: object): object {
  const { properties, ...schema } = forUsers(Values, values) as { properties: object };
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Values of the chart",
    ...schema,
    // Helm hands it to charts that are part of another.
    properties: { ...properties, global: { type: "object" } },
  };
}

interface Group {
  readonly properties?: Readonly<Record<string, object>>;
}

/** With the defaults of this chart; nothing is required, since what is left out has them. */
function forUsers(schema: Group, value: unknown): object {
  const { properties } = schema;
  if (!properties) return { ...schema, default: value };
  const below = Object.entries(properties).map(([name, each]) => [
    name,
    forUsers(each, (value as Readonly<Record<string, unknown>>)[name]),
  ]);
  return { ...schema, required: [], properties: Object.fromEntries(below) as object };
}
