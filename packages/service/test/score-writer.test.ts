import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { answerLayout, answerOf } from "../src/answer.ts";
import { ScoreWriter } from "../src/score-writer.ts";

const labels = fc.uniqueArray(fc.string({ unit: "binary", maxLength: 40 }), { minLength: 1, maxLength: 100 });
const score = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.nat(1e6).map((steps) => steps / 1e6),
  fc.nat(1000).map((steps) => steps / 1000),
  fc.double({ min: 0, max: 1e-5, noNaN: true }),
);

it("writes a prediction to the byte as JSON.stringify writes the answer, one after another", () => {
  fc.assert(
    fc.property(labels, fc.infiniteStream(score), (names, scores) => {
      const writer = new ScoreWriter(names, answerLayout);
      for (const order of [names, names.toReversed()]) {
        const prediction = order.map((label) => ({ label, score: scores.next().value as number }));
        assert.equal(writer.write(prediction), JSON.stringify(answerOf(prediction)));
      }
    }),
  );
});
