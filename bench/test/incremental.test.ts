import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { cases, mislabel } from "../model/incremental/cases.ts";
import { markdown } from "../model/incremental/markdown.ts";

const rows = Array.from({ length: 1000 }, (_, row) => ({ text: `text ${row}`, label: `label ${row % 4}` }));

describe("the rows before", () => {
  it("lack a tenth of the rows", () => {
    const before = cases[0]!.before(rows, 1);
    assert.equal(before.length, 900);
    assert.equal(new Set(before).size, 900);
    assert.ok(before.every((row) => rows.includes(row)));
  });

  it("have other labels for the share that is wrong, and no other texts", () => {
    const before = mislabel(rows, 0.1, 1);
    const wrong = before.filter(({ label }, row) => label !== rows[row]!.label).length;
    assert.ok(wrong > 70 && wrong < 130, `${wrong} are wrong`);
    assert.deepEqual(
      before.map(({ text }) => text),
      rows.map(({ text }) => text),
    );
    assert.deepEqual(mislabel(rows, 0.1, 1), before);
  });
});

it("the section shows what is lost with each seed", () => {
  const training = (accuracy: number, cpuSeconds: number) => ({
    accuracy,
    cpuSeconds,
    calibrationError: 0.02,
  });
  const seeds = [0.9, 0.904, 0.9].map((accuracy, index) => ({
    set: "s",
    case: "c",
    seed: index + 1,
    before: training(0.8, 2),
    continued: training(accuracy, 1),
    full: training(0.902, 2),
  }));
  const shown = markdown(seeds);
  assert.match(shown, /\| s: c \| 80\.00 \| 90\.00 \| 90\.20 \| −0\.20, \+0\.20, −0\.20 \|/u);
  assert.match(shown, /\| 1\.00 \| 2\.00 \| 50 % \|/u);
});
