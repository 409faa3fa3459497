import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { Ranking } from "../src/ranking.ts";

it("ranks probabilities as an array's own sort does, equal ones in the order of their coming", () => {
  const wide = fc.double({ min: 0, max: 1, noNaN: true });
  const close = fc.double({ min: 0.1, max: 0.1001, noNaN: true });
  const equal = fc.nat(3).map((quarters) => quarters / 4);
  const scores = fc.oneof(
    ...[wide, close, equal, fc.oneof(wide, close, equal)].map((each) => fc.array(each)),
  );
  fc.assert(
    fc.property(scores, scores, (before, now) => {
      const ranking = new Ranking(now.length);
      ranking.of(Float64Array.from(now, (_, at) => before[at] ?? 0));
      const expected = [...now.keys()].sort((a, b) => now[b]! - now[a]!);
      assert.deepEqual([...ranking.of(Float64Array.from(now))], expected);
    }),
  );
});
