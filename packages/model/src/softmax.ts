/** Logits to probabilities, in place. The largest is taken off first, so that no power overflows. */
export function softmax(logits: Float64Array, temperature: number): void {
  let highest = logits[0]!;
  for (let at = 1; at < logits.length; at += 1) if (logits[at]! > highest) highest = logits[at]!;
  let sum = 0;
  for (let at = 0; at < logits.length; at += 1) {
    logits[at] = Math.exp((logits[at]! - highest) / temperature);
    sum += logits[at]!;
  }
  for (let at = 0; at < logits.length; at += 1) logits[at]! /= sum;
}
