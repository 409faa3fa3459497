import { readLines } from "./lines.ts";
import { oneFile, type Source, type SourceOptions, type SourceRow } from "./source.ts";

/** A file with one JSON object a line (jsonlines.org); nested fields are reached by a dot: `assigned.trade`. */
export function jsonLines(path: string, options: SourceOptions): Source {
  return oneFile(path, options, false, readJsonLines);
}

async function* readJsonLines(path: string): AsyncGenerator<SourceRow> {
  for await (const line of readLines(path)) {
    if ("problem" in line) yield line;
    else if (line.content.trim() !== "") yield parseLine(line.content, line.line);
  }
}

function parseLine(content: string, line: number): SourceRow {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    return { line, problem: "not valid JSON" };
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { line, problem: "not a JSON object" };
  }
  return { line, values: value as Record<string, unknown> };
}
