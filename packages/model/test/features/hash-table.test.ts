import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { HashTable } from "../../src/features/hash-table.ts";

const crowded = fc.oneof(
  fc.nat(40),
  fc.nat(10).map((step) => step * 0x1000_0000),
  fc.nat(0xffff_ffff),
);

it("numbers hashes in the order of their coming, as a Map would", () => {
  fc.assert(
    fc.property(fc.array(crowded, { maxLength: 300 }), fc.array(crowded), (added, asked) => {
      const table = new HashTable(1);
      const numbers = new Map<number, number>();
      for (const hash of added) {
        if (!numbers.has(hash)) numbers.set(hash, numbers.size);
        assert.equal(table.add(hash), numbers.get(hash));
      }
      for (const hash of [...added, ...asked]) assert.equal(table.find(hash), numbers.get(hash) ?? -1);
      assert.deepEqual([...table.hashes()], [...numbers.keys()]);
    }),
  );
});
