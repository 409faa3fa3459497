export * as Plot from "@observablehq/plot";
export { type AboutFigure, drawFigure } from "./draw-figure.ts";
export { drawPlot } from "./draw-plot.ts";
