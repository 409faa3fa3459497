const UNITS: Readonly<Record<string, number>> = {
  "": 1,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
};

/** `500m`, `2`, `512Mi` as a number; `NaN` for what is none. */
export function quantity(text: string | number): number {
  const { number, unit = "" } =
    /^(?<number>\d+(?:\.\d+)?)(?<unit>[A-Za-z]*)$/u.exec(String(text))?.groups ?? {};
  return Number(number) * (UNITS[unit] ?? Number.NaN);
}
