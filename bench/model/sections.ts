import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pictureFolder, writeSection } from "../document.ts";
import { describe, type Machine } from "../machine.ts";
import { goals } from "./goals.ts";
import type { Findings, Part, Picture } from "./part.ts";
import { usualParts } from "./parts.ts";
import { judge, type Verdict, verdictsMarkdown } from "./verdict.ts";

/** Between which markers the verdicts stand. */
export const goalsSection = "bench:model:goals";

/** A part that was run. */
export interface Found {
  readonly part: Part;
  readonly findings: Findings;
  /** Whether it holds all that its section shows. */
  readonly isWhole: boolean;
}

/** The circumstances of a run. */
export interface Circumstances {
  readonly machine: Machine;
  readonly command: string;
  readonly leftOut: readonly { readonly name: string; readonly reason: string }[];
}

/** What stands between two markers of docs/reference/benchmarks.md. */
export interface Section {
  readonly name: string;
  readonly markdown: string;
  readonly pictures: readonly Picture[];
  /** Whether it may be written into the document. */
  readonly isWhole: boolean;
}

/** A section for each part, and the one on goals, which needs all usual parts to be whole. */
export function composeSections(found: readonly Found[], circumstances: Circumstances): Section[] {
  const versions = Object.assign(
    {},
    ...found.map(({ findings }) => findings.versions),
  ) as Findings["versions"];
  const preface = [
    describe(circumstances.machine, versions),
    `Command: \`${circumstances.command}\`.`,
    ...circumstances.leftOut.map(({ name, reason }) => `Left out of this run: ${name}, because ${reason}.`),
  ].join("\n\n");
  const ofParts = found.map(({ part, findings, isWhole }) => ({
    name: part.section,
    markdown: `${preface}\n\n${findings.markdown}`,
    pictures: findings.pictures,
    isWhole,
  }));
  const whole = new Set(found.filter(({ isWhole }) => isWhole).map(({ part }) => part.name));
  const judged = judgeParts(found);
  const ofGoals = {
    name: goalsSection,
    markdown: verdictsMarkdown(judged),
    pictures: [],
    isWhole: usualParts.every((name) => whole.has(name)),
  };
  return judged.length > 0 ? [...ofParts, ofGoals] : ofParts;
}

/** The goals of the parts that were run. */
function judgeParts(found: readonly Found[]): Verdict[] {
  const ran = new Set(found.map(({ part }) => part.name));
  const observations = found.flatMap(({ findings }) => findings.observations);
  return judge(
    goals.filter(({ part }) => ran.has(part)),
    observations,
  );
}

/** Writes a section into the document, and its pictures beside it. */
export async function publish({ name, markdown, pictures }: Section): Promise<void> {
  await writePictures(pictures, pictureFolder);
  await writeSection(name, markdown);
}

export async function writePictures(pictures: readonly Picture[], folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const { file, svg } of pictures) await writeFile(join(folder, file), svg);
}
