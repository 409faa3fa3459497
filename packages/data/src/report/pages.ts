import { fileURLToPath } from "node:url";
import { Eta } from "eta";
import type { PackageInfo } from "@eslabon/link";
import type { Dataset } from "../dataset.ts";
import { drawPlots } from "./plots.ts";
import type { Report } from "./report.ts";

const views = fileURLToPath(new URL("../../templates", import.meta.url));
const html = new Eta({ views, autoTrim: false });
const markdown = new Eta({ views, autoTrim: false, autoEscape: false });

/** The report for people: one HTML file that needs nothing else. */
export function reportPage(report: Report): string {
  return html.render("report.html.eta", { report, plots: drawPlots(report) });
}

/** The dataset's card, the README of its package. */
export function datasetCard(dataset: Dataset, info: PackageInfo, report: Report): string {
  return markdown.render("card.md.eta", {
    dataset,
    info,
    report,
    fields: Object.entries(dataset.fields),
  });
}
