import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  category,
  compareDatasets,
  diffPage,
  label,
  listChanges,
  mergeDuplicates,
  text,
} from "@eslabon/data";
import { buildObjects } from "../make.ts";

const EVIL = `<script>alert("1")</script>`;
const fields = { text: text(), label: label(), room: category() };
const row = (id: number | string, said: string, is: string | null, room: string | null = EVIL) => ({
  id,
  text: said,
  label: is,
  room,
});

async function pageOf(before: readonly object[], after: readonly object[]): Promise<string> {
  const options = { title: EVIL, fields, cleaning: [mergeDuplicates()] };
  const [from, to] = [await buildObjects(before, options), await buildObjects(after, options)];
  const diff = await compareDatasets(from.out, to.out, { top: 5 });
  return diffPage(diff, listChanges(diff));
}

describe("the page of a diff", () => {
  it("shows changed labels side by side, and changed words of texts marked", async () => {
    const page = await pageOf(
      [row(1, "the tap drips", "roofer"), row(2, "no light in the hall", "electrician")],
      [row(1, "the tap drips", "plumber"), row(2, "no light in the attic", "electrician")],
    );
    assert.match(page, /class="label was">roofer<.*class="label is">plumber<.*the tap drips/u);
    assert.match(page, /no light in the <del>hall<\/del>/u);
    assert.match(page, /no light in the <ins>attic<\/ins>/u);
    assert.match(page, /<span class="step patch">patch<\/span> 1 text repaired/u);
  });

  it("needs nothing else, and shows what rows say as text, never as HTML", async () => {
    const before = [
      row(1, `${EVIL} one`, EVIL),
      row(2, "two", EVIL, "hall"),
      row(EVIL, "gone away", EVIL),
      row(4, "to be merged", EVIL),
      row(5, "to be rejected", EVIL),
      row(6, "back again", null),
      row(7, "seven", EVIL),
    ];
    const after = [
      row(1, `${EVIL} two`, `${EVIL}2`),
      row(2, "two", EVIL),
      row(4, "TWO", EVIL),
      row(5, "to be rejected", null),
      row(6, `${EVIL} again`, `${EVIL}2`),
      row(7, "seven", EVIL),
      row(`${EVIL}8`, `${EVIL} eight`, EVIL),
    ];
    const page = await pageOf(before, after);
    for (const kind of ["structure", "relabelled", "repaired", "edited", "added", "back", "gone", "merged"]) {
      assert.ok(page.includes(`id="${kind}"`), kind);
    }
    assert.ok(page.includes('id="rejected"'));
    assert.doesNotMatch(page, /<script|<link|src=|href=|url\(/u);
  });

  it("says so when nothing has changed", async () => {
    const rows = [row(1, "the tap drips", "plumber")];
    const page = await pageOf(rows, rows);
    assert.match(page, /Nothing has changed/u);
    assert.doesNotMatch(page, /<table/u);
  });
});
