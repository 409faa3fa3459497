import assert from "node:assert/strict";
import { mkdir, readdir, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import { openRegistry } from "@eslabon/chain";
import { newFolder, publish } from "../repository.ts";

const LONG_AGO = new Date("2020-01-01");

describe("an embedded registry whose process was killed while it published", () => {
  for (const [what, files] of Object.entries({
    "an archive that is in no list": { "data-1.1.0.tgz": "archive" },
    "an archive of a package that has none yet": { "../fresh/fresh-1.0.0.tgz": "archive" },
    "an empty list": { "../fresh/package.json": "" },
    "a file that was not renamed": { "package.json.tmp123456": "{}" },
  })) {
    it(`publishes although there is ${what}`, async () => {
      const place = join(await newFolder(), "registry");
      await using registry = await openRegistry({ npm: place }, "@tiny");
      await publish(registry, "@tiny/data", "1.0.0");
      for (const [name, content] of Object.entries(files)) {
        const path = join(place, "@tiny", "data", name);
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, content);
        await utimes(path, LONG_AGO, LONG_AGO);
      }
      assert.deepEqual(await registry.versions("@tiny/fresh"), []);
      await publish(registry, "@tiny/data", "1.1.0", { rows: "one" });
      await publish(registry, "@tiny/fresh", "1.0.0");
      const versions = await registry.versions("@tiny/data");
      assert.deepEqual(
        versions.map(({ version }) => version),
        ["1.0.0", "1.1.0"],
      );
      await registry.fetch("@tiny/data", "1.1.0", await newFolder());
      assert.deepEqual(await readdir(join(place, "@tiny", "data")), [
        "data-1.0.0.tgz",
        "data-1.1.0.tgz",
        "package.json",
      ]);
    });
  }
});
