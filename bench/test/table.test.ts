import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { SetReport } from "../model/table/report.ts";
import type { Figures } from "../model/table/figures.ts";
import { losses } from "../model/table/markdown.ts";

const even: Figures = {
  accuracy: 0.9,
  macroF1: 0.9,
  calibrationError: 0.02,
  outOfScopeAuroc: undefined,
  trainingCpuSeconds: 5,
  trainingWallSeconds: 5,
  meanMicroseconds: 30,
  p50Microseconds: 30,
  p99Microseconds: 90,
  maxMicroseconds: 900,
  modelBytes: 2e6,
  gzippedBytes: 1e6,
};

function set(peer: Partial<Figures>): SetReport {
  return {
    name: "s",
    language: "English",
    trainingRows: 1,
    testRows: 1,
    labels: 2,
    results: [
      { name: "eslabon", contestant: "eslabon", ours: true, figures: even, scopeScore: undefined },
      { name: "peer", contestant: "Peer", ours: false, figures: { ...even, ...peer }, scopeScore: undefined },
    ],
    sameBytes: undefined,
  };
}

describe("the list of losses", () => {
  it("names what a peer does better, whichever way better is", () => {
    const found = losses([set({ accuracy: 0.95, modelBytes: 1e6 })]);
    assert.equal(found, "- s: accuracy 90.0 %, Peer 95.0 %\n- s: stored, MB 2.0, Peer 1.0");
  });

  it("does not name a tie in what is shown, a win, or what the peer does not state", () => {
    assert.equal(losses([set({ accuracy: 0.90001 })]), "In none of the figures above.");
    const won = { accuracy: 0.1, meanMicroseconds: 3000, calibrationError: undefined };
    assert.equal(losses([set(won)]), "In none of the figures above.");
  });
});
