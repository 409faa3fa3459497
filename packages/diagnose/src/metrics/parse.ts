/** Figures by their name, with their labels as they stand there: `http_requests_total{status="200"}`. */
export type Figures = ReadonlyMap<string, number>;

const LINE = /^([a-zA-Z_:][\w:]*(?:\{[^}]*\})?) (-?[\d.]+(?:e[+-]?\d+)?)(?: \d+)?$/u;

/** Reads Prometheus' text format; what is no number is left out. */
export function parseMetrics(text: string): Figures {
  return new Map(
    text.split("\n").flatMap((line) => {
      const [, name, value] = LINE.exec(line) ?? [];
      return name === undefined ? [] : [[name, Number(value)] as const];
    }),
  );
}
