import type { PlotOptions } from "@observablehq/plot";
import { plotElement } from "./plot-element.ts";
import type { SvgElement } from "./svg-element.ts";

/** What those read who cannot see a figure. */
export interface AboutFigure {
  readonly title: string;
  /** What is to be seen in it. */
  readonly description: string;
}

const INK = "#1f2933";
const PAPER = "#ffffff";

/**
 * Its own background, so that it can be read wherever it is shown as an image, and the viewer's choice of light or dark where that is
 * known. Programs that know no media queries show it light.
 */
const STYLE = `
  svg { color: ${INK}; --plot-background: ${PAPER}; }
  .background { fill: ${PAPER}; }
  @media (prefers-color-scheme: dark) {
    svg { color: #d7dee6; --plot-background: #161b22; }
    .background { fill: #161b22; }
  }
`;

/** Around the plot, in pixels: its axes' names reach to its edges. */
const PADDING = 12;

/** A plot as a file: SVG that needs no script, no font and no page around it. */
export function drawFigure({ title, description }: AboutFigure, options: PlotOptions): string {
  const svg = plotElement(options);
  const [width, height] = ["width", "height"].map((name) => Number(svg.getAttribute(name)) + 2 * PADDING);
  const size = { width: String(width), height: String(height) };
  const make = (name: string, attributes: Readonly<Record<string, string>>, text = ""): SvgElement => {
    const element = svg.ownerDocument.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.textContent = text;
    return element;
  };
  const attributes = {
    ...size,
    viewBox: `${-PADDING} ${-PADDING} ${size.width} ${size.height}`,
    role: "img",
    "aria-labelledby": "title description",
    color: INK,
  };
  for (const [name, value] of Object.entries(attributes)) svg.setAttribute(name, value);
  svg.prepend(
    make("title", { id: "title" }, title),
    make("desc", { id: "description" }, description),
    make("style", {}, STYLE),
    make("rect", {
      class: "background",
      x: String(-PADDING),
      y: String(-PADDING),
      ...size,
      rx: "6",
      fill: PAPER,
    }),
  );
  return `${svg.outerHTML}\n`;
}
