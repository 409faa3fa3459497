import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import fc from "fast-check";
import { RotatedFile } from "../../src/logs/rotated-file.ts";
import { post, tinyService } from "../service.ts";

async function place(): Promise<{ folder: string; path: string }> {
  const folder = await mkdtemp(join(tmpdir(), "eslabon-log-"));
  return { folder, path: join(folder, "service.log") };
}

const failed = (error: unknown): never => assert.fail(String(error));

async function contentOf(folder: string): Promise<string> {
  const names = (await readdir(folder)).sort().reverse();
  return (await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")))).join("");
}

async function sizesIn(folder: string): Promise<number[]> {
  const names = await readdir(folder);
  // A file may have been renamed since.
  const found = await Promise.allSettled(names.map((name) => stat(join(folder, name))));
  return found.flatMap((each) => (each.status === "fulfilled" ? [each.value.size] : []));
}

describe("a log in rotated files", () => {
  it("has never more files than it may, none ever longer than it may, and always the newest lines", async () => {
    const lines = fc.array(fc.string({ unit: "grapheme", maxLength: 30 }), { maxLength: 60 });
    const batches = fc.array(lines, { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(
        batches,
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 300 }),
        async (batches, count, size) => {
          const { folder, path } = await place();
          const file = new RotatedFile({ path, size, count, onError: failed });
          const fitting: string[] = [];
          for (const batch of batches) {
            for (const line of batch) {
              file.write(`${line}\n`);
              if (Buffer.byteLength(line) + 1 <= size) fitting.push(`${line}\n`);
            }
            await file.flush();
            const sizes = await sizesIn(folder);
            assert.ok(sizes.length <= count, String(sizes));
            assert.ok(
              sizes.every((each) => each <= size),
              String(sizes),
            );
          }
          await file.close();
          assert.equal(file.dropped, batches.flat().length - fitting.length);
          const kept = await contentOf(folder);
          assert.ok(fitting.join("").endsWith(kept));
          assert.ok(kept !== "" || fitting.length === 0);
          // Only what a full set of files could not hold is gone.
          if (kept !== fitting.join("")) assert.equal((await readdir(folder)).length, count);
        },
      ),
      { numRuns: 50 },
    );
  });

  it("goes on where it was, and fills a file before it begins the next", async () => {
    const { folder, path } = await place();
    for (const line of ["one\n", "two\n", "three\n"]) {
      const file = new RotatedFile({ path, size: 8, count: 2, onError: failed });
      file.write(line);
      await file.close();
    }
    assert.equal(await readFile(`${path}.1`, "utf8"), "one\ntwo\n");
    assert.equal(await readFile(path, "utf8"), "three\n");
    assert.equal((await readdir(folder)).length, 2);
  });

  it("says once that it cannot be written, and loses lines rather than memory", async () => {
    const errors: unknown[] = [];
    const file = new RotatedFile({
      path: "/nowhere/service.log",
      size: 100,
      count: 2,
      onError: (error) => errors.push(error),
    });
    for (let round = 0; round < 3; round++) {
      file.write("line\n");
      await file.flush();
    }
    assert.equal(errors.length, 1);
    assert.equal(file.dropped, 3);
    await file.close();
  });

  it("drops what comes faster than the disk takes it", async () => {
    const { folder, path } = await place();
    const file = new RotatedFile({ path, size: 2 << 20, count: 1, onError: failed });
    for (let line = 0; line < 2000; line++) file.write(`${"a".repeat(999)}\n`);
    assert.ok(file.dropped > 0);
    await file.close();
    assert.equal(file.dropped + (await contentOf(folder)).length / 1000, 2000);
  });
});

describe("a service that logs into two files of 100 KB", () => {
  it("never has more than that on the disk, and every line whole", async () => {
    const { folder, path } = await place();
    const app = await tinyService({ settings: { "log.file": path } });
    for (let round = 0; round < 6; round++) {
      await Promise.all(Array.from({ length: 200 }, () => post(app, "text/plain", "grifo")));
      const sizes = await sizesIn(folder);
      assert.ok(sizes.length <= 2 && sizes.every((size) => size <= 100_000), String(sizes));
    }
    await app.close();
    assert.deepEqual((await readdir(folder)).sort(), ["service.log", "service.log.1"]);
    const lines = (await contentOf(folder)).trimEnd().split("\n");
    for (const line of lines) {
      assert.deepEqual((JSON.parse(line) as { versions: object }).versions, {
        service: "0.3.0",
        model: "1.1.0",
        data: "1.0.1",
      });
    }
  });
});
