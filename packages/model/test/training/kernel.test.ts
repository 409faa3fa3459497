import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { compileKernel } from "../../kernel/compiler.ts";
import type { Kernel } from "../../src/training/kernel/kernel.ts";
import { VECTOR } from "../../src/training/kernel/memory.ts";
import { plainKernel } from "../../src/training/kernel/plain.ts";
import { SIMD_CODE } from "../../src/kernel/simd-code.ts";
import { simdKernel } from "../../src/training/kernel/simd.ts";
import { seededRandom } from "../../src/training/random.ts";

const size = { columns: 9, labels: 5, longest: 6 };

/** Some steps of learning with numbers of the seed. */
function learn(kernel: Kernel, seed: number): Kernel {
  const random = seededRandom(seed);
  const draw = (): number => (random() - 0.5) * 4;
  for (const table of [kernel.first, kernel.second, kernel.biases]) {
    for (let at = 0; at < table.length; at += 1) table[at] = draw();
  }
  for (let step = 0; step < 3; step += 1) {
    const count = Math.floor(random() * (size.longest + 1));
    for (let at = 0; at < count; at += 1) {
      kernel.columns[at] = Math.floor(random() * size.columns);
      kernel.values[at] = draw();
    }
    kernel.embed(count);
    kernel.score(0, size.labels);
    kernel.pull.fill(0);
    kernel.learn(step, draw(), draw());
    for (let at = 0; at < count; at += 1) kernel.factors[at] = draw();
    kernel.spread(count);
  }
  return kernel;
}

describe("the kernel", () => {
  it("gives the same bits in WebAssembly and in JavaScript", () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const simd = simdKernel(size);
        assert.ok(simd);
        const [one, other] = [learn(simd, seed), learn(plainKernel(size), seed)];
        for (const array of ["hidden", "pull", "logits", "biases", "first", "second"] as const) {
          assert.deepEqual(one[array], other[array]);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("sums what it is told to", () => {
    const kernel = plainKernel(size);
    kernel.first.fill(1, 0, VECTOR).fill(10, VECTOR, 2 * VECTOR);
    kernel.second.fill(0.5, VECTOR, 2 * VECTOR);
    kernel.biases[1] = 7;
    kernel.columns.set([0, 1]);
    kernel.values.set([2, 3]);
    kernel.embed(2);
    kernel.score(1, 1);
    assert.equal(kernel.hidden[0], 32);
    assert.equal(kernel.logits[1], 7 + 32 * 0.5 * VECTOR);
    kernel.learn(1, 2, 0.25);
    assert.equal(kernel.pull[0], 1);
    assert.equal(kernel.second[VECTOR], 0.5 - 8);
    kernel.factors.set([3]);
    kernel.spread(1);
    assert.equal(kernel.first[0], 1 - 3);
  });

  it("is what kernel/kernel.ts says", async () => {
    assert.equal((await compileKernel()).toString("base64"), SIMD_CODE);
  });
});
