import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Model } from "@eslabon/model";
import { compareLevels, diagnose, type Level, type LevelName, measureModel } from "../src/index.ts";
import { seen } from "./observation.ts";

const BUDGET = { total: 150, model: 15 };

const levelOf = (name: LevelName, loaded: Parameters<typeof seen>[0]): Level => {
  const observation = seen(loaded);
  const { p50, p95, p99 } = observation.loaded;
  const level = { name, where: "", requestsPerSecond: 1, p50, p95, p99 };
  return name === "model" ? level : { ...level, verdict: diagnose(observation, BUDGET) };
};

const inTime = levelOf("model", {});
const cases: readonly (readonly [name: string, levels: Level[], appears: LevelName | null])[] = [
  ["nowhere, when all keep to it", [inTime, levelOf("service", {}), levelOf("system", {})], null],
  [
    "at the model, whatever is outside of it",
    [levelOf("model", { alone: { model: 20 } }), levelOf("service", { alone: { model: 200 } })],
    "model",
  ],
  ["at the service", [inTime, levelOf("service", { loaded: { queue: 300 } })], "service"],
  [
    "at the system, where it runs",
    [inTime, levelOf("service", {}), levelOf("system", { alone: { network: 200 } })],
    "system",
  ],
];

describe("the time appears", () => {
  for (const [name, levels, appears] of cases) {
    it(name, () => {
      const report = compareLevels(levels, BUDGET);
      assert.equal(report.appears, appears);
      assert.equal(report.passed, appears === null);
    });
  }
});

describe("a model in this process", () => {
  it("is asked each text in turn, and its time is the model's alone", () => {
    const asked = new Set<unknown>();
    const model = {
      predict: (input) => {
        asked.add(input.text);
        return [];
      },
    } as Partial<Model> as Model;
    const { p95, requestsPerSecond } = measureModel(model, [{ text: "a" }, { text: "b" }], 0.05);
    assert.deepEqual(asked, new Set(["a", "b"]));
    assert.ok(Math.abs(p95.model - p95.total) < 1e-9);
    assert.equal(p95.network, 0);
    assert.ok(requestsPerSecond > 0);
  });
});
