/** A number; `undefined` for “max”, for what is missing and for what is none. */
export function parseNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\s*-?\d+\s*$/u.test(text) ? Number(text) : undefined;
}

/** Lines of a name and a number: `nr_periods 12`. */
export function parseFlat(text = ""): ReadonlyMap<string, number> {
  const lines = text.split("\n").map((line) => line.split(" "));
  return new Map(
    lines.flatMap(([name = "", value]) => {
      const number = parseNumber(value);
      return number === undefined ? [] : [[name, number] as const];
    }),
  );
}

/** Of the lines that say for how much of the last time something was waited for, the share in which some thread did, over 10 s. */
export function parsePressure(text: string | undefined): number | undefined {
  const percent = /^some avg10=(\d+(?:\.\d+)?)\b/mu.exec(text ?? "")?.[1];
  return percent === undefined ? undefined : Number(percent) / 100;
}

/** Without what is unknown. */
export function known<T extends object>(figures: { [Name in keyof T]?: T[Name] | undefined }): T {
  return Object.fromEntries(Object.entries(figures).filter(([, value]) => value !== undefined)) as T;
}
