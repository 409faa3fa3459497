import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type Check, type CheckReport, checkReport, digestFile } from "@eslabon/chain";
import { type Dataset, stepContext } from "./dataset.ts";
import { FILES } from "./package/write-rows.ts";
import { scrub } from "./personal-data/scrub.ts";
import type { Report } from "./report/report.ts";

/**
 * Whether a dataset package is fit to be released: every row accounted for, enough rows of each label, no personal data, no
 * text on both sides of the split, files as its descriptor says.
 */
export async function checkDataset(dataset: Dataset, folder: string): Promise<CheckReport> {
  const report = JSON.parse(await readFile(join(folder, "report.json"), "utf8")) as Report;
  const texts = await readTexts(folder, stepContext(dataset, folder).text);
  return checkReport("data", [
    rowsAreAccountedFor(report),
    fewRowsAreRejected(report, dataset.gates.rejected),
    labelsHaveRows(report, dataset.gates.rowsPerLabel),
    noPersonalData(texts),
    sidesAreApart(texts),
    await filesAreIntact(folder),
  ]);
}

interface SideText {
  readonly side: string;
  readonly text: string;
}

async function readTexts(folder: string, field: string): Promise<SideText[]> {
  const texts: SideText[] = [];
  for (const { side, path, format } of FILES) {
    if (format !== "jsonl") continue;
    for await (const line of createInterface({ input: createReadStream(join(folder, path)) })) {
      texts.push({ side, text: (JSON.parse(line) as Record<string, string>)[field]! });
    }
  }
  return texts;
}

function rowsAreAccountedFor({ read, kept, merged, rejected, sources }: Report): Check {
  const balanced = [{ read, kept, merged, rejected }, ...sources].every(
    (account) => account.read === account.kept + account.merged + account.rejected,
  );
  return {
    name: "every row is accounted for",
    passed: balanced,
    detail: `${read} read = ${kept} kept + ${merged} merged + ${rejected} rejected`,
    measured: { read, kept, merged, rejected },
  };
}

function fewRowsAreRejected({ read, rejected }: Report, most: number): Check {
  const share = rejected / read;
  return {
    name: "few rows are rejected",
    passed: share <= most,
    detail: `${(100 * share).toFixed(1)} % of the rows, ${100 * most} % at most`,
    measured: { share },
  };
}

function labelsHaveRows({ labels }: Report, fewest: number): Check {
  const poor = labels.filter(({ train, test }) => train < fewest || test === 0).map(({ label }) => label);
  return {
    name: "every label has rows to learn from and to test with",
    passed: labels.length > 1 && poor.length === 0,
    detail:
      poor.length > 0
        ? `fewer than ${fewest} training rows, or none to test with: ${poor.join(", ")}`
        : `${labels.length} labels with at least ${fewest} training rows each`,
  };
}

function noPersonalData(texts: readonly SideText[]): Check {
  const found = texts.flatMap(({ text }) => scrub(text).kinds);
  return {
    name: "no personal data is left",
    passed: found.length === 0,
    detail:
      found.length === 0 ? `${texts.length} texts searched` : `found: ${[...new Set(found)].join(", ")}`,
    measured: { found: found.length },
  };
}

function sidesAreApart(texts: readonly SideText[]): Check {
  const trained = new Set(texts.filter(({ side }) => side === "train").map(({ text }) => text.toLowerCase()));
  const shared = texts.filter(({ side, text }) => side === "test" && trained.has(text.toLowerCase())).length;
  return {
    name: "no text is on both sides of the split",
    passed: shared === 0,
    detail: `${shared} texts shared`,
    measured: { shared },
  };
}

async function filesAreIntact(folder: string): Promise<Check> {
  const { resources } = JSON.parse(await readFile(join(folder, "datapackage.json"), "utf8")) as {
    resources: { path: string; hash: string }[];
  };
  const broken = [];
  for (const { path, hash } of resources) {
    if ((await digestFile(join(folder, path))) !== hash) broken.push(path);
  }
  return {
    name: "the files are as the descriptor says",
    passed: broken.length === 0,
    detail: broken.length === 0 ? `${resources.length} files` : `changed: ${broken.join(", ")}`,
  };
}
