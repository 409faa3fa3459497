import { parse } from "yaml";
import { leaves } from "./leaves.ts";

/** The table of all values, as Markdown. */
export function valuesTable(valuesFile: string): string {
  const values = parse(valuesFile) as Readonly<Record<string, unknown>>;
  const rows = leaves().map(({ path, description }) => {
    const value = path.reduce<unknown>(
      (map, name) => (map as Readonly<Record<string, unknown>>)[name],
      values,
    );
    return [`\`${path.join(".")}\``, `\`${JSON.stringify(value)}\``, description];
  });
  return [["value", "default", "meaning"], [":--", ":--", ":--"], ...rows].map(row).join("\n");
}

function row(cells: readonly string[]): string {
  const escaped = cells.map((cell) => cell.replaceAll("|", String.raw`\|`));
  return `| ${escaped.join(" | ")} |`;
}
