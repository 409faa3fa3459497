import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "node:test";
import fc from "fast-check";
import { Reservoir } from "../../../src/training/out-of-core/reservoir.ts";
import { decodeRow, encodeRow, type KeptRow, rowEnd } from "../../../src/training/out-of-core/row-bytes.ts";
import { RowsAside } from "../../../src/training/out-of-core/rows-aside.ts";
import { sampleDocuments } from "../../../src/training/out-of-core/sample.ts";
import { shuffledRows } from "../../../src/training/out-of-core/shuffled-rows.ts";
import { Spool } from "../../../src/training/out-of-core/spool.ts";
import { seededRandom } from "../../../src/training/random.ts";
import { scratchFolder } from "../../scratch.ts";
import { ownTemporaryFolder } from "./temporary-folder.ts";

const anyText = fc.string({ unit: "binary" });
const anyRow: fc.Arbitrary<KeptRow> = fc
  .tuple(anyText, fc.array(anyText), fc.nat(2 ** 32 - 1))
  .map(([text, facts, target]) => ({ document: facts.length === 0 ? { text } : { text, facts }, target }));

function numbered(count: number): KeptRow[] {
  return Array.from({ length: count }, (_, target) => ({ document: { text: `row ${target}` }, target }));
}

const targets = (rows: Iterable<KeptRow>): number[] => Array.from(rows, ({ target }) => target);
const ascending = (numbers: number[]): number[] => numbers.toSorted((a, b) => a - b);

describe("a row as bytes", () => {
  it("comes back as it was, wherever it lies", () => {
    fc.assert(
      fc.property(anyRow, anyRow, (first, second) => {
        const bytes = Buffer.concat([encodeRow(first), encodeRow(second)]);
        assert.deepEqual(decodeRow(bytes, 0), first);
        assert.deepEqual(decodeRow(bytes, rowEnd(bytes, 0)), second);
        assert.equal(rowEnd(bytes, rowEnd(bytes, 0)), bytes.length);
      }),
    );
  });
});

describe("rows in a file", () => {
  it("come back once each, those larger than a piece of the file as well", async () => {
    const folder = await scratchFolder();
    const huge = { document: { text: "x".repeat(300_000) }, target: 5000 };
    const rows = [...numbered(5000), huge, huge, ...numbered(10)];
    using spool = new Spool(join(folder, "rows"));
    for (const row of rows) spool.add(row);
    const spooled = spool.end();
    assert.equal(spooled.count, rows.length);
    const back = [...shuffledRows(spooled, 0.3, seededRandom(7))];
    assert.deepEqual(ascending(targets(back)), ascending(targets(rows)));
    assert.deepEqual(
      back.find(({ target }) => target === 5000),
      huge,
    );
  });

  it("have the same order for the same seed, another one for another, and none of the order they came in", async () => {
    const folder = await scratchFolder();
    using spool = new Spool(join(folder, "rows"));
    for (const row of numbered(20_000)) spool.add(row);
    const spooled = spool.end();
    const order = (from: number, seed: number): number[] =>
      targets(shuffledRows(spooled, from, seededRandom(seed)));
    assert.deepEqual(order(0, 1), order(0, 1));
    assert.notDeepEqual(order(0, 1), order(0, 2));
    const [start, half] = [order(0, 1).slice(0, 5000), order(0.5, 1).slice(0, 5000)];
    // Who begins elsewhere sees other rows.
    assert.equal(new Set([...start, ...half]).size, 10_000);
    for (const part of [start, half]) {
      const mean = part.reduce((sum, target) => sum + target, 0) / part.length;
      assert.ok(Math.abs(mean - 10_000) < 500, `mean place ${mean}`);
    }
  });

  it("that cannot be written are a known error", async () => {
    const path = join(await scratchFolder(), "missing", "rows");
    assert.throws(() => new Spool(path), { code: "CHAIN_WRITE_FAILED" });
  });

  it("are sampled within both limits", async () => {
    const folder = await scratchFolder();
    using spool = new Spool(join(folder, "rows"));
    for (const row of numbered(1000)) spool.add(row);
    const spooled = spool.end();
    assert.equal(sampleDocuments(spooled, { rows: 100, characters: 1e6 }).length, 100);
    const few = sampleDocuments(spooled, { rows: 1000, characters: 500 });
    const characters = few.reduce((sum, { text }) => sum + text.length, 0);
    assert.ok(characters <= 500 && characters > 480, `${characters} characters`);
  });
});

describe("rows put aside", () => {
  it("are each either learnt or held out, a twentieth at most; those that are certain are learnt", async () => {
    using aside = await RowsAside.open();
    const [rows, certain] = [numbered(1000), numbered(1003).slice(1000)];
    for (const row of rows) aside.add(row);
    const { spooled, heldOut } = aside.end(certain);
    const learnt = targets(shuffledRows(spooled, 0, seededRandom(1)));
    assert.equal(heldOut.length, 50);
    assert.deepEqual(ascending([...learnt, ...targets(heldOut)]), targets([...rows, ...certain]));
    for (const { target } of certain) assert.ok(learnt.includes(target));
  });

  it("hold out rows from all over", async () => {
    using aside = await RowsAside.open();
    for (const row of numbered(60_000)) aside.add(row);
    const heldOut = targets(aside.end([]).heldOut);
    assert.equal(heldOut.length, 2000);
    const mean = heldOut.reduce((sum, target) => sum + target, 0) / heldOut.length;
    // Five standard errors.
    assert.ok(Math.abs(mean - 30_000) < 2000, `mean place ${mean}`);
  });

  it("are gone when they are disposed of", async () => {
    const temporary = await ownTemporaryFolder();
    const aside = await RowsAside.open();
    aside.add(numbered(1)[0]!);
    assert.equal((await temporary.list()).length, 1);
    aside[Symbol.dispose]();
    assert.deepEqual(await temporary.list(), []);
  });
});

describe("a reservoir", () => {
  it("keeps as many items as it may, and gives back all others", () => {
    fc.assert(
      fc.property(fc.nat(300), fc.integer({ min: 1, max: 50 }), fc.nat(), (count, most, seed) => {
        const reservoir = new Reservoir<number>(most, seededRandom(seed));
        const items = Array.from({ length: count }, (_, item) => item);
        const dropped = items.map((item) => reservoir.add(item)).filter((item) => item !== undefined);
        assert.equal(reservoir.items.length, Math.min(count, most));
        assert.deepEqual(ascending([...reservoir.items, ...dropped]), items);
      }),
    );
  });

  it("keeps each item as often as any other", () => {
    const kept = new Uint32Array(20);
    for (let seed = 0; seed < 4000; seed += 1) {
      const reservoir = new Reservoir<number>(5, seededRandom(seed));
      for (const item of kept.keys()) reservoir.add(item);
      for (const item of reservoir.items) kept[item]! += 1;
    }
    // A quarter of 4000; the standard deviation is 27.
    for (const times of kept) assert.ok(Math.abs(times - 1000) < 150, kept.join(" "));
  });
});
