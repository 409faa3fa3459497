import type { TSchema } from "typebox";
import { ServiceConfig } from "./schema.ts";

/** One setting of the configuration. */
export interface Setting {
  /** Its name in a file, `rate.perSecond`, and where it stands there. */
  readonly key: string;
  readonly path: readonly string[];
  /** The environment variables that set it; the first one that is set holds. */
  readonly environment: readonly string[];
  readonly schema: TSchema;
  readonly description: string;
  readonly unit: string | undefined;
  readonly default: unknown;
  /** Whether it is a path, or what stands before one: in a file it is relative to that file. */
  readonly pathAfter: "" | "file:" | undefined;
}

interface Node {
  readonly properties?: Readonly<Record<string, Node>>;
  readonly description?: string;
  readonly default?: unknown;
  readonly unit?: string;
  readonly aliases?: readonly string[];
  readonly path?: true | "file:";
}

/** All settings, in the order of the schema. */
export const settings: readonly Setting[] = settingsIn(ServiceConfig as Node, []);

function settingsIn({ properties = {} }: Node, above: readonly string[]): Setting[] {
  return Object.entries(properties).flatMap(([name, node]) => {
    const path = [...above, name];
    return node.properties ? settingsIn(node, path) : [settingOf(node, path)];
  });
}

function settingOf(node: Node, path: readonly string[]): Setting {
  return {
    key: path.join("."),
    path,
    environment: [variableOf(path), ...(node.aliases ?? [])],
    schema: node,
    description: node.description ?? "",
    unit: node.unit,
    default: node.default,
    pathAfter: node.path === true ? "" : node.path,
  };
}

/** `rate.perSecond` → `ESLABON_RATE_PER_SECOND`. */
function variableOf(path: readonly string[]): string {
  const words = path.map((name) => name.replace(/[A-Z]/gu, "_$&").toUpperCase());
  return `ESLABON_${words.join("_")}`;
}
