import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { OnnxEngine } from "../../src/onnx/onnx-engine.ts";

const LABELS = 3;

/** An engine on a model that gives these probabilities, whatever it is asked. */
function engineOf(probabilities: readonly number[], temperature: number): OnnxEngine {
  const answer = new Float64Array(new SharedArrayBuffer(LABELS * Float64Array.BYTES_PER_ELEMENT));
  return new OnnxEngine({ answer, ask: () => answer.set(probabilities) }, temperature);
}

/** Some of them 0. */
const anyProbabilities = fc
  .array(fc.nat(1000), { minLength: LABELS, maxLength: LABELS })
  .filter((parts) => parts.some((part) => part > 0))
  .map((parts) => parts.map((part) => part / parts.reduce((sum, one) => sum + one, 0)));
const anyTemperature = fc.double({ min: 0.02, max: 10, noNaN: true });

describe("the engine of an ONNX model", () => {
  it("gives the model's own probabilities at temperature 1", () => {
    const engine = engineOf([0.7, 0.3, 0], 1);
    engine.read("gotea");
    assert.deepEqual(
      [...engine.probabilities].map((probability) => probability.toFixed(6)),
      ["0.700000", "0.300000", "0.000000"],
    );
  });

  it("keeps the order of labels at any temperature, and the sum of 1", () => {
    fc.assert(
      fc.property(anyProbabilities, anyTemperature, (probabilities, temperature) => {
        const engine = engineOf(probabilities, temperature);
        engine.read("gotea");
        const [first] = [...engine.probabilities].sort((a, b) => b - a);
        assert.equal(engine.probabilities[probabilities.indexOf(Math.max(...probabilities))], first);
        assert.ok(Math.abs(engine.probabilities.reduce((sum, one) => sum + one, 0) - 1) < 1e-9);
      }),
    );
  });

  it("explains a label by words that add up to the logarithm of its probability", () => {
    fc.assert(
      fc.property(
        anyProbabilities,
        anyTemperature,
        fc.nat(LABELS - 1),
        (probabilities, temperature, label) => {
          const engine = engineOf(probabilities, temperature);
          engine.read("gotea el grifo");
          const { bias, words } = engine.explain(label);
          engine.read("gotea el grifo");
          const logit = words.reduce((sum, { weight }) => sum + weight, bias);
          assert.ok(Math.abs(Math.exp(logit) - engine.probabilities[label]!) < 1e-8);
        },
      ),
    );
  });
});
