import type { Weights } from "../../classifier.ts";

/** The same weights for other labels: of those that are new they say nothing, and those that are gone are left out. */
export function relabel(weights: Weights, before: readonly string[], labels: readonly string[]): Weights {
  if (labels.length === before.length && labels.every((label, number) => label === before[number]))
    return weights;
  const numbers = labels.map((label) => before.indexOf(label));
  const cells = new Int8Array(weights.scales.length * labels.length);
  for (let column = 0; column < weights.scales.length; column += 1) {
    for (const [label, number] of numbers.entries())
      if (number >= 0)
        cells[column * labels.length + label] = weights.cells[column * before.length + number]!;
  }
  const biases = Float32Array.from(numbers, (number) => (number < 0 ? 0 : weights.biases[number]!));
  return { ...weights, biases, cells };
}
