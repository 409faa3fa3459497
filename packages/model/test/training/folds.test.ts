import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { assignFolds } from "../../src/training/folds.ts";

it("spreads the rows of every label evenly over all folds", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(6), { maxLength: 200 }), fc.integer({ min: 1, max: 20 }), (labels, count) => {
      const folds = assignFolds(Uint32Array.from(labels), count);
      for (const label of new Set(labels)) {
        const counts = Array.from(
          { length: count },
          (_, fold) => labels.filter((other, row) => other === label && folds[row] === fold).length,
        );
        assert.ok(Math.max(...counts) - Math.min(...counts) <= 1);
      }
    }),
  );
});
