import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { partsOf, readDate } from "../../src/fields/date.ts";

describe("a date", () => {
  const read: [text: string, parts: object][] = [
    ["2026-02-09", { month: 2, weekday: 1 }],
    ["2024-02-29", { month: 2, weekday: 4 }],
    ["0050-12-31", { month: 12, weekday: 6 }],
    ["2026-02-08T23:59:59.123456789Z", { month: 2, weekday: 7, hour: 23 }],
    ["2026-02-08 00:30", { month: 2, weekday: 7, hour: 0 }],
    ["2026-02-08t09:30+14:00", { month: 2, weekday: 7, hour: 9 }],
    ["2026-02-08T09:30:00,5-0330", { month: 2, weekday: 7, hour: 9 }],
  ];
  for (const [text, parts] of read) {
    it(`is read as it is written, wherever that was: ${text}`, () => assert.deepEqual(partsOf(text), parts));
  }

  const refused: unknown[] = [
    "2026-02-30",
    "2025-02-29",
    "2026-13-01",
    "2026-2-9",
    "09/02/2026",
    "2026-02-09T24:00",
    "2026-02-09T10",
    "2026-02-09T10:60",
    "2026-02-09T10:00+25:00",
    "2026-02-09T10:00 ",
    " 2026-02-09",
    "2026-02-09\n",
    "tomorrow",
    "",
    "2".repeat(100_000),
    20_260_209,
    new Date(0),
    ["2026-02-09"],
  ];
  for (const value of refused) {
    it(`is not ${JSON.stringify(value).slice(0, 40)}`, () => assert.ok("problem" in readDate(value)));
  }

  it("has the parts that the calendar says, on every day", () => {
    const day = fc.date({
      min: new Date("0001-01-01"),
      max: new Date("9999-12-31T23:59Z"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(day, (date) => {
        assert.deepEqual(partsOf(date.toISOString()), {
          month: date.getUTCMonth() + 1,
          weekday: date.getUTCDay() || 7,
          hour: date.getUTCHours(),
        });
      }),
    );
  });
});
