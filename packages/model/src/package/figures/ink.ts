/** Seen on white and on black: at least three times as light or as dark as either. */
export const BLUE = "#3a78b5";
export const ORANGE = "#c77d2e";
/** Of lines that only guide the eye. */
export const FAINT = 0.5;

const BACKGROUND = "var(--plot-background)";
/** Around dots and texts, that lines end before them. */
export const DOT_EDGE = { stroke: BACKGROUND, strokeWidth: 1 } as const;
export const TEXT_EDGE = { fill: "currentColor", stroke: BACKGROUND, strokeWidth: 4 } as const;
