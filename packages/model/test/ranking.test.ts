import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { Ranking } from "../src/ranking.ts";

it("ranks scores as an array's own sort does, equal ones in the order of their coming", () => {
  const scores = fc.array(fc.oneof(fc.double({ noNaN: true }), fc.nat(3)), { maxLength: 300 });
  fc.assert(
    fc.property(scores, scores, (before, now) => {
      const ranking = new Ranking(now.length);
      ranking.of(Float64Array.from(now, (_, at) => before[at] ?? 0));
      const expected = [...now.keys()].sort((a, b) => now[b]! - now[a]! || 0);
      assert.deepEqual([...ranking.of(Float64Array.from(now))], expected);
    }),
  );
});
