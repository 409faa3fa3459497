import { plot, type PlotOptions } from "@observablehq/plot";
import { DOMParser } from "linkedom";
import { roundCoordinates } from "./round-coordinates.ts";
import type { SvgElement } from "./svg-element.ts";

const NAMESPACE = "http://www.w3.org/2000/svg";

/** Draws a plot into a document of its own: an XML one, which escapes attributes as well as texts. */
export function plotElement(options: PlotOptions): SvgElement {
  const document: unknown = new DOMParser().parseFromString(`<svg xmlns="${NAMESPACE}"/>`, "image/svg+xml");
  // Plot's types want a browser's document, which this program has no need of otherwise.
  const draw = plot as unknown as (options: object) => SvgElement;
  const element = draw({
    width: 720,
    marginBottom: 36,
    style: { fontSize: "12px" },
    ...options,
    document,
  });
  element.setAttribute("xmlns", NAMESPACE);
  roundCoordinates(element);
  return element;
}
