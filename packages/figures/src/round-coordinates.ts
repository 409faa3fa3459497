import type { SvgElement } from "./svg-element.ts";

/** Those that hold coordinates and lengths in pixels. */
const ATTRIBUTES = ["x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height", "d", "transform"];

/** Also the letters of `translate`, which are no number. */
const NUMBER = /[-.\de]+/gu;

/** Rounds to hundredths of a pixel, which nobody sees: files are smaller, and the last bits of a machine's arithmetic are not in them. */
export function roundCoordinates(root: SvgElement): void {
  for (const element of root.querySelectorAll("*")) {
    for (const name of ATTRIBUTES) {
      const value = element.getAttribute(name);
      if (value !== null) element.setAttribute(name, value.replaceAll(NUMBER, rounded));
    }
  }
}

function rounded(text: string): string {
  const number = Number(text);
  // Adding 0 makes 0 of -0.
  return Number.isNaN(number) ? text : String(Math.round(number * 100) / 100 + 0);
}
