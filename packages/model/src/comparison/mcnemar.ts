/** How likely it is by chance alone that two classifiers differ as much as they do. */
export interface McNemar {
  readonly method: "exact" | "mid-p";
  /** Two-sided, from 0 to 1. */
  readonly p: number;
}

/** With fewer rows that only one has right, the exact test: it is cautious, and never too sure of itself. */
const FEW = 25;

/**
 * McNemar's test (1947): were both equally good, each of the rows that only one of them has right would be either's with the same
 * chance, as a coin falls. Of many such rows the mid-p value is given, which Fagerland, Lydersen and Laake recommend ("The McNemar
 * test for binary matched-pairs data: mid-p and asymptotic are better than exact conditional", 2013).
 *
 * @param onlyA rows that only the one has right
 * @param onlyB rows that only the other has right
 */
export function testMcNemar(onlyA: number, onlyB: number): McNemar {
  const rows = onlyA + onlyB;
  const fewer = Math.min(onlyA, onlyB);
  const { upTo, at } = binomial(rows, fewer);
  if (rows < FEW) return { method: "exact", p: tidy(2 * upTo) };
  return { method: "mid-p", p: tidy(2 * upTo - at) };
}

/** How likely `count` heads of `rows` coins are (`at`), and that many or fewer (`upTo`). */
function binomial(rows: number, count: number): { upTo: number; at: number } {
  // As a logarithm first: 2 to the power of 10,000 is no number.
  let logarithm = -rows * Math.LN2;
  for (let heads = 1; heads <= count; heads += 1) logarithm += Math.log((rows - count + heads) / heads);
  const at = Math.exp(logarithm);
  let term = at;
  let upTo = at;
  for (let heads = count; heads > 0 && term > 0; heads -= 1) {
    term *= heads / (rows - heads + 1);
    upTo += term;
  }
  return { upTo, at };
}

/** Six digits, so that the last bits of a machine's arithmetic do not show; of two halves that overlap no more than 1. */
function tidy(p: number): number {
  return Math.min(1, Number(p.toPrecision(6)));
}
