import assert from "node:assert/strict";
import { copyFile, cp, mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { EslabonError, listFiles } from "@eslabon/link";
import { loadModel, type Model } from "@eslabon/model";
import fc from "fast-check";
import { claims } from "./claims.ts";
import { writeClaimsModel } from "./claims-model.ts";
import { scratchFolder } from "./scratch.ts";

const { folder, model } = await writeClaimsModel();
const READ = ["model.json", "weights.bin"];

const probes = claims.filter((_, index) => index % 9 === 0).map(({ text }) => ({ texto: text }));
const askAll = (asked: Model): unknown[] =>
  probes.map((probe) => [asked.predict(probe), asked.decide(probe), asked.explain(probe)]);
const before = askAll(model);

/** What can happen to a file. Places and lengths are shares of it. */
const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const bytes = fc.uint8Array({ maxLength: 64 });
type Damage = (file: Buffer) => Buffer;
const at = (file: Buffer, where: number): number => Math.floor(where * file.length);
const anyDamage: fc.Arbitrary<Damage> = fc.oneof(
  fc.tuple(share, fc.nat(7)).map(([where, bit]): Damage => (file) => {
    const flipped = Buffer.from(file);
    if (flipped.length > 0) flipped[at(file, where)]! ^= 1 << bit;
    return flipped;
  }),
  share.map(
    (where): Damage =>
      (file) =>
        file.subarray(0, at(file, where)),
  ),
  share.map(
    (where): Damage =>
      (file) =>
        file.subarray(at(file, where)),
  ),
  bytes.map(
    (more): Damage =>
      (file) =>
        Buffer.concat([file, more]),
  ),
  bytes.map(
    (more): Damage =>
      (file) =>
        Buffer.concat([more, file]),
  ),
  fc.tuple(share, bytes).map(([where, more]): Damage => (file) => {
    const there = at(file, where);
    return Buffer.concat([file.subarray(0, there), more, file.subarray(there)]);
  }),
  fc.tuple(share, bytes).map(([where, more]): Damage => (file) => {
    const written = Buffer.from(file);
    written.set(more.subarray(0, file.length - at(file, where)), at(file, where));
    return written;
  }),
  fc.tuple(share, share).map(([from, to]): Damage => (file) => {
    const [start, end] = [at(file, Math.min(from, to)), at(file, Math.max(from, to))];
    return Buffer.concat([file.subarray(0, start), file.subarray(end)]);
  }),
  share.map((where): Damage => (file) => {
    const there = at(file, where);
    return Buffer.concat([file.subarray(there), file.subarray(0, there)]);
  }),
  fc.constant<Damage>((file) => Buffer.concat([file, file])),
  fc.constant<Damage>((file) => Buffer.alloc(file.length)),
  // What editors and transfers in text mode do.
  fc.constant<Damage>((file) => Buffer.from(file.toString("latin1").replaceAll("\n", "\r\n"), "latin1")),
  fc.constant<Damage>((file) => Buffer.concat([Buffer.from("\uFEFF"), file])),
  fc.constant<Damage>((file) => Buffer.from(file.toString("utf8"), "utf8")),
  // JSON that is well formed and means something else.
  fc
    .tuple(fc.constantFrom("0", "1", "true", '"', "e", ".", "-"), fc.constantFrom("9", "null", "E9", " "))
    .map(
      ([from, to]): Damage =>
        (file) =>
          Buffer.from(file.toString("latin1").replace(from, to), "latin1"),
    ),
  fc.jsonValue().map(
    (value): Damage =>
      () =>
        Buffer.from(JSON.stringify(value)),
  ),
  fc.constant<Damage>(() => Buffer.from("[".repeat(1_000_000))),
);

describe("a damaged package", async () => {
  const files = await listFiles(folder);
  const contents = new Map<string, Buffer>();
  for (const file of files) contents.set(file, await readFile(join(folder, file)));
  const damaged = join(await scratchFolder(), "damaged");
  await cp(folder, damaged, { recursive: true });
  const restore = (file: string): Promise<void> => copyFile(join(folder, file), join(damaged, file));

  /** What loading and asking the damaged package comes to. */
  async function answers(): Promise<unknown> {
    try {
      return askAll(await loadModel(damaged));
    } catch (error) {
      if (error instanceof EslabonError) return error.code;
      throw error;
    }
  }

  it("is refused, or answers as before, whatever file was damaged and however often", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...READ, ...files),
        fc.array(anyDamage, { minLength: 1, maxLength: 3 }),
        async (file, damages) => {
          const whole = contents.get(file)!;
          const broken = damages.reduce((content, damage) => damage(content), whole);
          await writeFile(join(damaged, file), broken);
          try {
            const isRead = READ.includes(file);
            const expected = isRead && !broken.equals(whole) ? "MODEL_PACKAGE_BROKEN" : before;
            assert.deepEqual(await answers(), expected);
          } finally {
            await restore(file);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  for (const file of READ) {
    it(`is refused when ${file} is a folder, or a link to itself`, async () => {
      const place = join(damaged, file);
      await rm(place);
      await mkdir(place);
      assert.equal(await answers(), "MODEL_PACKAGE_BROKEN");
      await rm(place, { recursive: true });
      await symlink(file, place);
      assert.equal(await answers(), "MODEL_PACKAGE_BROKEN");
      await rm(place);
      await restore(file);
      assert.deepEqual(await answers(), before);
    });
  }
});
