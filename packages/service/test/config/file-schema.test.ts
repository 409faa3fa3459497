import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { describe, it } from "node:test";
import { ServiceConfig } from "@eslabon/service";
import { Compile } from "typebox/compile";

const file = createRequire(import.meta.url).resolve("@eslabon/service/configuration.schema.json");
const { $schema, title, ...shipped } = JSON.parse(await readFile(file, "utf8")) as Record<string, unknown>;

/** What the code has for itself, and that a file need not say everything. */
const NOT_OF_FILES = new Set(["required", "aliases", "path", "unit"]);

describe("the JSON Schema of a configuration's file", () => {
  it("is that of the code", () => {
    assert.equal($schema, "https://json-schema.org/draft/2020-12/schema");
    assert.ok(title);
    const schema = JSON.parse(
      JSON.stringify(ServiceConfig, (key, value: unknown) => (NOT_OF_FILES.has(key) ? undefined : value)),
    ) as { properties: Record<string, object> };
    schema.properties.$schema = { type: "string" };
    assert.deepEqual(shipped, schema);
  });

  it("takes a file that says little, and none with a key that is no setting", () => {
    const schema = Compile(shipped);
    assert.ok(schema.Check({}));
    assert.ok(schema.Check({ $schema: "x", port: 9000, rate: { perSecond: 2 } }));
    assert.ok(!schema.Check({ prot: 9000 }));
    assert.ok(!schema.Check({ rate: { perSecond: 0 } }));
  });
});
