const MOST_THRESHOLDS = 16;

/**
 * Up to 16 numbers that cut values into parts of about equal size, the lowest first. Of few different values each is told from
 * the next. A threshold is the shortest decimal that cuts where it has to.
 */
export function chooseThresholds(values: readonly number[]): number[] {
  const sorted = Float64Array.from(values).sort();
  const places = [...sorted.keys()].filter((place) => place > 0 && sorted[place - 1]! < sorted[place]!);
  const cuts = places.length <= MOST_THRESHOLDS ? places : evenCuts(places, sorted.length);
  return cuts.map((place) => shortestBetween(sorted[place - 1]!, sorted[place]!));
}

/** Of the places where one value follows another, those nearest to where equal parts would end, each once. */
function evenCuts(places: readonly number[], length: number): number[] {
  const parts = MOST_THRESHOLDS + 1;
  const cuts = new Set<number>();
  let next = 0;
  for (let part = 1; part < parts; part += 1) {
    const wanted = (part * length) / parts;
    while (next < places.length - 1 && isNearer(places[next + 1]!, places[next]!, wanted)) next += 1;
    cuts.add(places[next]!);
  }
  return [...cuts];
}

function isNearer(one: number, other: number, wanted: number): boolean {
  return Math.abs(one - wanted) < Math.abs(other - wanted);
}

/** Above the one, and not above the other. */
function shortestBetween(low: number, high: number): number {
  const middle = low / 2 + high / 2;
  for (let digits = 1; digits <= 17; digits += 1) {
    const short = Number(middle.toPrecision(digits));
    if (short > low && short <= high) return short;
  }
  return high;
}
