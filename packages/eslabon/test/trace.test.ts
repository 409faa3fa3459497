import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { eslabon, listening, type Run, tinyChain } from "./chain.ts";
import { publishEmpty } from "./releases.ts";

describe("eslabon trace", () => {
  let root: string;

  before(async () => {
    root = await tinyChain();
    await publishEmpty(root, "data", "1.0.0", "1.1.0");
  });

  const trace = (...args: string[]): Promise<Run> => eslabon(root, ["trace", ...args]);

  it("ends with 1 when a release does not say where it comes from", async () => {
    const { code, out } = await trace("data@1.0.0");
    assert.equal(code, 1);
    assert.match(out, /^package {5}version {2}commit {2}integrity {12}in the registry\n/u);
    assert.match(out, /^@tiny\/data {2}1\.0\.0 .* sha512-\S{12} {2}unknown: .* has no provenance\.json$/mu);
  });

  it("takes the last release when no version is named, and a package by its name", async () => {
    for (const name of ["data", "@tiny/data"]) {
      const [first] = JSON.parse((await trace(name, "--json")).out) as { version: string; bytes: string }[];
      assert.deepEqual([first!.version, first!.bytes], ["1.1.0", "unknown"], name);
    }
  });

  it("asks a running service for its versions, and says that snapshots were never released", async () => {
    const { child, url } = await listening(root, ["up", "--port", "0"]);
    const { code, out } = await trace(url, "--json");
    child.kill("SIGINT");
    assert.equal(code, 1);
    assert.deepEqual(
      JSON.parse(out),
      ["service", "model", "data"].map((link) => ({
        name: `@tiny/${link}`,
        version: "0.0.0",
        bytes: "absent",
        detail: "the registry does not have it",
      })),
    );
  });

  for (const [reference, code] of [
    ["data@1.2.0", "REGISTRY_VERSION_ABSENT"],
    ["model", "REGISTRY_VERSION_ABSENT"],
    ["cake@1.0.0", "CLI_REFERENCE_INVALID"],
    ["./build/data", "CLI_REFERENCE_INVALID"],
    ["http://127.0.0.1:2", "CLI_SERVICE_SILENT"],
  ] as const) {
    it(`refuses ${reference}`, async () => {
      const { code: exit, err } = await trace(reference);
      assert.equal(exit, 2);
      assert.match(err, new RegExp(`^error ${code}: `, "u"));
    });
  }
});
