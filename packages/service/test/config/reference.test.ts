import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { settings } from "../../src/config/settings.ts";

const page = await readFile(
  new URL("../../../../docs/reference/service-configuration.md", import.meta.url),
  "utf8",
);

/** The cells of each row of the page's tables that begin with a setting. */
const rows = new Map(
  [...page.matchAll(/^\| `([^`]+)`\s*\|(.*)\|$/gmu)].map(([, key, rest]) => [
    key!,
    rest!.split(/(?<!\\)\|/u).map((cell) => cell.trim().replaceAll("\\|", "|")),
  ]),
);

describe("the reference of the configuration", () => {
  it("has a row for each setting, and no other", () => {
    assert.deepEqual(
      [...rows.keys()],
      settings.map(({ key }) => key),
    );
  });

  for (const setting of settings) {
    it(`says of ${setting.key} what the schema says`, () => {
      const { default: value, unit } = setting;
      const shown = value === undefined ? "" : `\`${JSON.stringify(value).replaceAll('"', "")}\``;
      assert.deepEqual(rows.get(setting.key), [
        setting.environment.map((name) => `\`${name}\``).join(", "),
        [shown, unit ?? ""].join(" ").trim(),
        setting.description,
      ]);
    });
  }
});
