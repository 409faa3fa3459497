import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { it } from "node:test";
import { Plan, planLink } from "@eslabon/chain";
import { Value } from "typebox/value";
import { change, facts, reading, unreleased } from "./facts-builder.ts";

const schemaFile = createRequire(import.meta.url).resolve("@eslabon/chain/plan.schema.json");

it("the JSON Schema that is shipped is that of the code", async () => {
  const { $schema, title, ...shipped } = JSON.parse(await readFile(schemaFile, "utf8")) as Record<
    string,
    unknown
  >;
  assert.equal($schema, "https://json-schema.org/draft/2020-12/schema");
  assert.ok(title);
  assert.deepEqual(shipped, JSON.parse(JSON.stringify(Plan)));
});

it("plans are as the schema says", () => {
  const links = [
    unreleased(),
    facts({ delivered: false }),
    facts({
      artifact: [change("minor")],
      taken: ["1.4.0-rc.1"],
      dependencies: [reading({ known: ["1.1.0"] })],
    }),
  ].map(planLink);
  assert.deepEqual([...Value.Errors(Plan, { chain: "tiny", links })], []);
});
