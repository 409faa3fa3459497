import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { assignFolds, FOLDS } from "../../src/training/folds.ts";

it("spreads the rows of every label evenly over all folds", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(6), { maxLength: 200 }), (labels) => {
      const folds = assignFolds(Uint32Array.from(labels));
      for (const label of new Set(labels)) {
        const counts = Array.from(
          { length: FOLDS },
          (_, fold) => labels.filter((other, row) => other === label && folds[row] === fold).length,
        );
        assert.ok(Math.max(...counts) - Math.min(...counts) <= 1);
      }
    }),
  );
});
