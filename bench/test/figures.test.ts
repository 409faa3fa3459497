import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Measurement } from "../model/measurement.ts";
import { type Figures, figures, medianFigures } from "../model/table/figures.ts";

const measurement: Measurement = {
  versions: {},
  trainingCpuSeconds: 5,
  trainingWallSeconds: 4,
  answers: [
    { label: "a", probability: 0.9 },
    { label: "b", probability: 0.8 },
  ],
  microseconds: [10, 30],
  asked: [],
};
const size = { modelBytes: 100, gzippedBytes: 10 };

function found(changes: Partial<Figures>): Figures {
  return { ...figures(["a", "b"], measurement, size, { score: "confidence", auroc: 0.9 }), ...changes };
}

describe("the figures of a run", () => {
  it("come from its answers and their times", () => {
    const { accuracy, meanMicroseconds, maxMicroseconds, outOfScopeAuroc, modelBytes } = found({});
    assert.deepEqual(
      [accuracy, meanMicroseconds, maxMicroseconds, outOfScopeAuroc, modelBytes],
      [1, 20, 30, 0.9, 100],
    );
  });

  it("need an answer and a time to every text", () => {
    assert.throws(() => figures(["a"], measurement, size, undefined), /2 answers and 2 times to 1 texts/u);
  });
});

describe("the medians of several runs", () => {
  it("are taken figure by figure", () => {
    const medians = medianFigures([
      found({ accuracy: 0.1, p99Microseconds: 3 }),
      found({ accuracy: 0.3, p99Microseconds: 1 }),
      found({ accuracy: 0.2, p99Microseconds: 2 }),
    ]);
    assert.deepEqual([medians.accuracy, medians.p99Microseconds, medians.modelBytes], [0.2, 2, 100]);
  });

  it("are unknown where a run does not know the figure", () => {
    assert.equal(
      medianFigures([found({}), found({ calibrationError: undefined })]).calibrationError,
      undefined,
    );
  });
});
