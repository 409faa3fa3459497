import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { generateRows } from "../model/scale/generate.ts";
import { markdown } from "../model/scale/markdown.ts";
import { readParquet, writeParquet } from "../model/scale/parquet.ts";
import { scalePart } from "../model/scale/part.ts";
import type { Training } from "../model/scale/training.ts";
import type { Row } from "../model/sets.ts";

function generate(count: number, seed = 1, noise = 0): Row[] {
  return generateRows({ seed, noise }).take(count).toArray();
}

describe("generated rows", () => {
  it("are the same for the same seed, and others for another", () => {
    assert.deepEqual(generate(50), generate(50));
    assert.notDeepEqual(generate(50), generate(50, 2));
  });

  it("begin the same, however many are taken", () => {
    assert.deepEqual(generate(100).slice(0, 10), generate(10));
  });

  it("have fifty labels and some twelve words", () => {
    const rows = generate(5000);
    assert.equal(new Set(rows.map(({ label }) => label)).size, 50);
    const words = rows.reduce((sum, { text }) => sum + text.split(" ").length, 0) / rows.length;
    assert.ok(words > 10 && words < 14, `${words} words`);
  });

  it("have as many labels by chance as wanted, and the same texts", () => {
    const [clean, noisy] = [generate(5000), generate(5000, 1, 0.2)];
    assert.deepEqual(
      noisy.map(({ text }) => text),
      clean.map(({ text }) => text),
    );
    const changed = noisy.filter(({ label }, row) => label !== clean[row]!.label).length / clean.length;
    // One in fifty labels by chance is the right one.
    assert.ok(Math.abs(changed - 0.2 * (49 / 50)) < 0.02, `${changed}`);
  });
});

describe("rows in Parquet", () => {
  it("come back in their order, as many as wanted, each time", async () => {
    const folder = await mkdtemp(join(tmpdir(), "eslabon-parquet-"));
    try {
      const path = join(folder, "it's rows.parquet");
      const rows = generate(5000);
      await writeParquet(path, rows.length, rows);
      const first = readParquet(path, 3000);
      assert.deepEqual(await Array.fromAsync(first), rows.slice(0, 3000));
      assert.deepEqual(await Array.fromAsync(first), rows.slice(0, 3000));
      assert.deepEqual(await readdir(folder), ["it's rows.parquet"]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe("a training that takes more memory than it may", () => {
  it("is ended, and said to be", async () => {
    const work = await mkdtemp(join(tmpdir(), "eslabon-scale-"));
    try {
      const { signal } = new AbortController();
      const { markdown: section } = await scalePart.run({
        ...{ sets: [], contestants: [], seeds: [1], rows: 1000, gigabytes: 0.05 },
        ...{ work, python: "", signal },
      });
      assert.match(section, /\| 1,000 \| takes more than 0\.05 GB \| – \|/u);
    } finally {
      await rm(work, { recursive: true });
    }
  });
});

describe("the table of sizes", () => {
  const training: Training = {
    wallSeconds: 10,
    cpuSeconds: 20,
    peakBytes: 3e9,
    accuracy: 0.9,
    modelBytes: 5e6,
    digest: "d1",
  };
  const about = { heldOut: 10, noise: 0.05, gigabytes: 4 };

  it("shows a training that did not end as such", () => {
    const shown = markdown(
      [{ rows: 1e7, training: { failed: "takes more than 4 GB" }, oneThread: undefined }],
      about,
      [],
    );
    assert.match(shown, /\| 10,000,000 \| takes more than 4 GB \| – \|/u);
  });

  it("tells whether another number of threads gave other bytes", () => {
    const shown = (digest: string): string =>
      markdown([{ rows: 1000, training, oneThread: { ...training, digest } }], about, []);
    assert.match(shown("d1"), /\| 10\.0 \| 20\.0 \| 20,000 \| 3,000 \| 90\.0 % \| 5\.0 \| yes \|/u);
    assert.match(shown("d2"), /\| \*\*no\*\* \|/u);
  });
});
