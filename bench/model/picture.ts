import type { Picture } from "./part.ts";

/** In the order in which contestants are shown; each can be told from a light and from a dark background. */
const COLOURS = ["#4f86d9", "#e8743b", "#2fa58c", "#b565c9", "#c99a1e", "#8a94a0"];

export const OURS = COLOURS[0]!;
/** Lines to compare with. */
export const GREY = COLOURS.at(-1)!;

export function colourOf(index: number): string {
  return COLOURS[index % COLOURS.length]!;
}

/** The picture in docs/reference/benchmarks.md. */
export function image({ file, description }: Picture): string {
  return `![${description}](../pictures/${file})`;
}
