import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { defineImage } from "@eslabon/image";
import { findBuilder } from "../src/builder/builder.ts";

describe("defineImage", () => {
  it("gives back what is right", () => {
    const definition = {
      base: "node:24-slim",
      limits: { cpus: 4, mebibytes: 256 },
      gates: { addedMegabytes: 30 },
    };
    assert.equal(defineImage(definition), definition);
  });

  for (const [field, wrong] of [
    ["base", { base: "" }],
    ["limits.cpus", { limits: { cpus: 0 } }],
    ["bases", { bases: "node:24-slim" }],
  ] as const) {
    it(`refuses a wrong ${field} by its name`, () => {
      assert.throws(() => defineImage(wrong as object), {
        code: "IMAGE_DEFINITION_INVALID",
        message: new RegExp(`^in the image's definition, ${field} `, "u"),
      });
    });
  }
});

describe("the program that builds", () => {
  after(() => {
    delete process.env.ESLABON_IMAGE_BUILDER;
  });

  it("is none where the one that is named is none", async () => {
    process.env.ESLABON_IMAGE_BUILDER = "kaniko";
    await assert.rejects(findBuilder(), { code: "IMAGE_BUILDER_ABSENT", message: /: kaniko$/u });
  });
});
