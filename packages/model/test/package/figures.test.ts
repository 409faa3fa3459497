import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Manifest } from "@eslabon/model";
import fc from "fast-check";
import { tenthsAround } from "../../src/package/figures/axis.ts";
import { drawFigures } from "../../src/package/figures/draw.ts";
import { asGiven, briefly } from "../../src/package/figures/numbers.ts";
import { wilsonInterval } from "../../src/package/figures/wilson-interval.ts";
import { writeClaimsModel } from "../claims-model.ts";

const { manifest } = (await writeClaimsModel()).model;
const learningCurve = [
  { rows: 1250, accuracy: 0.61 },
  { rows: 2500, accuracy: 0.7 },
];

/** The SVG of a figure, by the last part of its file's name. */
function draw(name: string, more: Partial<Manifest> = {}): string {
  return drawFigures({ ...manifest, learningCurve, ...more }).find(
    ({ file }) => file === `figures/${name}.svg`,
  )!.svg;
}

/** The circles of a figure from left to right. */
function dots(svg: string): { x: number; y: number; r: number }[] {
  const circles = svg.split("<circle ").slice(1);
  const read = (circle: string, name: string): number =>
    Number(new RegExp(String.raw`\b${name}="([\d.]*)"`, "u").exec(circle)![1]);
  return circles
    .map((circle) => ({ x: read(circle, "cx"), y: read(circle, "cy"), r: read(circle, "r") }))
    .sort((a, b) => a.x - b.x);
}

function withBins(...reliability: Manifest["metrics"]["reliability"]): Partial<Manifest> {
  return { metrics: { ...manifest.metrics, reliability } };
}

describe("the reliability diagram", () => {
  const bins = [
    { rows: 25, confidence: 0.2, accuracy: 0.1 },
    { rows: 100, confidence: 0.9, accuracy: 0.9 },
    { rows: 1, confidence: 0.95, accuracy: 0 },
  ];
  const svg = draw("reliability", withBins(...bins));

  it("has a dot for each bin: surer to the right, more often right above, more rows larger", () => {
    const [one, other, lone] = dots(svg);
    assert.equal(dots(svg).length, bins.length);
    assert.ok(lone!.y > one!.y && one!.y > other!.y, "y grows downwards");
    assert.equal(other!.r / one!.r, 2, "area goes with rows");
    assert.ok(lone!.r > 1, "one row can still be seen");
  });

  it("says how many rows are in each bin", () => {
    for (const { rows } of bins) assert.ok(svg.includes(`>${rows}</text>`));
  });
});

describe("the figure of decisions", () => {
  const thresholds = [
    { confidence: 0.9, coverage: 0.5, precision: 0.95 },
    { confidence: 0.2, coverage: 1, precision: 0.8 },
  ];
  const decided = { coverage: 0.7, precision: 0.9 };
  const metrics = { ...manifest.metrics, thresholds, decided };

  it("marks what the model's own threshold comes to, between what others would", () => {
    const svg = draw("coverage", { metrics });
    const [, few, own, all] = dots(svg);
    assert.ok(few!.y < own!.y && own!.y < all!.y, "y grows downwards");
    assert.ok(svg.includes("70.0 % decided, 90.0 % of them right"));
  });

  it("says so when nothing is decided", () => {
    const svg = draw("coverage", { metrics: { ...metrics, decided: { coverage: 0, precision: 0 } } });
    assert.equal(dots(svg).length, thresholds.length);
    assert.ok(svg.includes("own threshold nothing is decided</text>"));
  });
});

describe("the learning curve's figure", () => {
  it("has each point with its accuracy and its rows", () => {
    const svg = draw("learning-curve");
    assert.equal(dots(svg).length, learningCurve.length);
    for (const text of ["61.0 %", "70.0 %", "1,250", "2,500"])
      assert.ok(svg.includes(`>${text}</text>`), text);
  });

  it("is left out when there is no curve", () => {
    assert.deepEqual(
      drawFigures(manifest).map(({ file }) => file),
      ["figures/reliability.svg", "figures/coverage.svg"],
    );
  });
});

describe("figures", () => {
  it("are left out when nothing was measured", () => {
    assert.deepEqual(drawFigures({ ...manifest, ...withBins() }), []);
  });

  it("are small, whatever the figures in them", () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const shares = fc.array(fc.tuple(share, share), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(shares, fc.integer({ min: 1, max: 1e9 }), (pairs, rows) => {
        const reliability = pairs
          .slice(0, 15)
          .map(([confidence, accuracy]) => ({ rows, confidence, accuracy }));
        const thresholds = pairs.map(([coverage, precision]) => ({ confidence: 0.5, coverage, precision }));
        const [coverage, precision] = pairs[0]!;
        const drawn = drawFigures({
          ...manifest,
          metrics: { ...manifest.metrics, reliability, thresholds, decided: { coverage, precision } },
          learningCurve: pairs.slice(0, 4).map(([, accuracy], at) => ({ rows: rows + at, accuracy })),
        });
        for (const { svg } of drawn) {
          assert.ok(svg.length < 15_000, String(svg.length));
          assert.doesNotMatch(svg, /NaN|Infinity|undefined/u);
        }
      }),
    );
  });
});

describe("the interval of a share", () => {
  it("is Wilson's", () => {
    // As scipy's binomtest(8, 10).proportion_ci(method="wilson") gives it.
    const [low, high] = wilsonInterval(8, 10);
    assert.deepEqual([low.toFixed(6), high.toFixed(6)], ["0.490162", "0.943318"]);
  });

  it("holds the share, within 0 and 1, and has a width", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (rows, part) => {
          const right = Math.round(rows * part);
          const [low, high] = wilsonInterval(right, rows);
          assert.ok(low >= 0 && high <= 1 && low < high);
          assert.ok(low <= right / rows + 1e-12 && high >= right / rows - 1e-12);
        },
      ),
    );
  });
});

describe("an axis in tenths", () => {
  it("holds all shares and is longer than nothing", () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(share, { minLength: 1 }), (shares) => {
        const [low, high] = tenthsAround(shares);
        assert.ok(low >= 0 && high <= 1 && low < high);
        assert.ok(shares.every((each) => each >= low - 1e-9 && each <= high + 1e-9));
      }),
    );
  });
});

describe("a share that somebody chose", () => {
  for (const [share, text] of [
    [0.9, "90 %"],
    [0.995, "99.5 %"],
    [1 / 3, "33.3333 %"],
  ] as const) {
    it(`of ${share} is ${text}`, () => assert.equal(asGiven(share), text));
  }
});

describe("a count with little room", () => {
  const cases = {
    0: "0",
    999: "999",
    1000: "1k",
    2431: "2.4k",
    12_345: "12k",
    123_456: "120k",
    1_500_000: "1.5M",
  };
  for (const [count, text] of Object.entries(cases)) {
    it(`of ${count} is ${text}`, () => assert.equal(briefly(Number(count)), text));
  }
});
