import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import type { Check } from "@eslabon/link";
import { createTwoFilesPatch } from "diff";
import type { Rendering } from "./renderings.ts";

/** Whether what an environment gets is what somebody has looked at: the file `golden/ENVIRONMENT.yaml` beside the chart's sources. */
export async function checkGolden(
  folder: string,
  artifact: string,
  { name, yaml }: Rendering,
): Promise<Check> {
  const golden = join(folder, "golden", `${name}.yaml`);
  const rendered = `${artifact}.rendered/${name}.yaml`;
  await mkdir(dirname(rendered), { recursive: true });
  await writeFile(rendered, yaml);
  const known = await readFile(golden, "utf8").catch(() => "");
  const passed = known === yaml;
  const lines = yaml.split("\n").length;
  return {
    name: `rendering for ${name}`,
    passed,
    detail: passed
      ? `${lines} lines as in ${relative(folder, golden)}`
      : [difference(known, yaml), accept(rendered, golden)].join("\n"),
  };
}

/** More of it says nothing new. */
const MOST_LINES = 40;

function difference(known: string, yaml: string): string {
  if (known === "") return "nobody has looked at it yet";
  const patch = createTwoFilesPatch("golden", "rendered", known, yaml, undefined, undefined, { context: 1 });
  const lines = patch.trimEnd().split("\n").slice(1);
  return [...lines.slice(0, MOST_LINES), ...(lines.length > MOST_LINES ? ["…"] : [])].join("\n");
}

function accept(rendered: string, golden: string): string {
  const at = (path: string): string => relative(process.cwd(), path);
  return `if it is right: mkdir -p ${at(dirname(golden))} && cp ${at(rendered)} ${at(golden)}`;
}
