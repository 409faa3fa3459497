import type { PlotOptions } from "@observablehq/plot";
import { plotElement } from "./plot-element.ts";

/** A plot as SVG to stand within an HTML page, whose ink it takes. Texts of any kind may be in it. */
export function drawPlot(options: PlotOptions): string {
  return plotElement(options).outerHTML;
}
