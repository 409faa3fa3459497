import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { listFiles } from "@eslabon/link";
import { loadModel, Manifest, type Model, trainClassifier, writeModel } from "@eslabon/model";
import fc from "fast-check";
import { Value } from "typebox/value";
import { claims } from "./claims.ts";
import { about, writeClaimsModel } from "./claims-model.ts";
import { scratchFolder } from "./scratch.ts";
import { typeCheck } from "./type-check.ts";

const { folder, model } = await writeClaimsModel();
const read = (file: string): Promise<string> => readFile(join(folder, file), "utf8");

describe("the written package", () => {
  it("holds everything that it needs", async () => {
    assert.deepEqual(await listFiles(folder), [
      "README.md",
      "figures/coverage.svg",
      "figures/reliability.svg",
      "golden.json",
      "index.d.ts",
      "index.js",
      "model.json",
      "package.json",
      "weights.bin",
    ]);
  });

  it("is an npm package that depends on this one", async () => {
    const { name, version, type, exports, dependencies } = JSON.parse(await read("package.json")) as Record<
      string,
      unknown
    >;
    assert.deepEqual([name, version, type], ["@hogar/model", "1.2.3", "module"]);
    assert.deepEqual(Object.keys(exports as object).sort(), [".", "./model.json", "./package.json"]);
    assert.deepEqual(Object.keys(dependencies as object), ["@eslabon/model"]);
  });

  it("exports a model that answers as the loaded one", async () => {
    const imported = (await import(pathToFileURL(join(folder, "index.js")).href)) as { model: Model };
    const input = { texto: "gotea el grifo" };
    assert.deepEqual(imported.model.predict(input), model.predict(input));
  });

  it("has a manifest with the versions behind it", () => {
    assert.ok(Value.Check(Manifest, model.manifest));
    assert.deepEqual(model.manifest.data, { ...about.data, rows: claims.length });
    assert.equal(model.manifest.version, "1.2.3");
    assert.equal(model.manifest.metrics.source, "cross-validation");
  });

  it("answers its golden examples", async () => {
    const golden = JSON.parse(await read("golden.json")) as { text: string; label: string }[];
    assert.deepEqual(golden, model.manifest.golden);
    for (const { text, label } of golden) assert.equal(model.predict({ texto: text })[0]!.label, label);
  });

  it("holds the licence of the model's sources, if there is one", async () => {
    const sources = await scratchFolder();
    const without = await writeClaimsModel({ sources });
    assert.ok(!(await listFiles(without.folder)).includes("LICENSE"));
    await writeFile(join(sources, "LICENSE"), "do what you like");
    const licensed = await writeClaimsModel({ sources });
    assert.equal(await readFile(join(licensed.folder, "LICENSE"), "utf8"), "do what you like");
  });

  it("refuses a golden example with a label that it has not learnt", async () => {
    const golden = [{ text: "gotea", label: "Jardinería" }];
    await assert.rejects(writeClaimsModel({ golden }), { code: "MODEL_GOLDEN_UNKNOWN_LABEL" });
  });

  it("survives labels and fields of any text", async () => {
    const odd = `a "quoted" | \`label\`\n\\ \${x} */ ñ`;
    const examples = claims.map(({ text, label }) => ({ text, label: label === "Fontanería" ? odd : label }));
    const field = `el "texto"`;
    const out = join(await scratchFolder(), "model");
    await writeModel(
      await trainClassifier(examples, { threads: 1 }),
      { ...about, fields: { text: field, label: "l" } },
      out,
    );
    const loaded = await loadModel(out);
    assert.equal(loaded.predict({ [field]: "gotea el grifo" })[0]!.label, odd);
    await typeCheck(
      out,
      `import { model, type Label } from "./index.js";
      const label: Label = model.predict({ ${JSON.stringify(field)}: "gotea" })[0]!.label;
      // @ts-expect-error a label that is not there
      const other: Label = "Fontanería";
      console.log(label, other);`,
    );
  });
});

describe("the written types", () => {
  it("know the input and the labels, and fit wherever a model does", async () => {
    await typeCheck(
      folder,
      `import type { Model } from "@eslabon/model";
      import { type ByLabel, type Input, type Label, model } from "./index.js";
      const input: Input = { texto: "gotea" };
      const label: Label = model.predict(input)[0]!.label;
      const trades: ByLabel<number> = { Carpintería: 1, Electricidad: 2, Fontanería: 3 };
      const general: Model = model;
      // @ts-expect-error a field that is not there
      model.predict({ text: "gotea" });
      // @ts-expect-error a label that is not there
      const other: Label = "Jardinería";
      console.log(trades[label], general, other);`,
    );
  });
});

describe("a package that is not whole", () => {
  const parts = ["model.json", "weights.bin"] as const;

  /** A copy of what is needed to load, with one file changed. */
  async function damaged(file: string, change: (bytes: Buffer) => Buffer): Promise<string> {
    const copy = join(await scratch, randomUUID());
    await mkdir(copy);
    for (const part of parts) await copyFile(join(folder, part), join(copy, part));
    await writeFile(join(copy, file), change(await readFile(join(folder, file))));
    return copy;
  }
  const scratch = scratchFolder();

  const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

  for (const file of parts) {
    it(`is refused when a bit of ${file} has flipped`, async () => {
      await fc.assert(
        fc.asyncProperty(place, fc.nat(7), async (where, bit) => {
          const broken = await damaged(file, (bytes) => {
            bytes[Math.floor(where * bytes.length)]! ^= 1 << bit;
            return bytes;
          });
          await assert.rejects(loadModel(broken), { code: "MODEL_PACKAGE_BROKEN" });
        }),
      );
    });

    it(`is refused when ${file} is torn`, async () => {
      await fc.assert(
        fc.asyncProperty(place, async (where) => {
          const broken = await damaged(file, (bytes) => bytes.subarray(0, Math.floor(where * bytes.length)));
          await assert.rejects(loadModel(broken), { code: "MODEL_PACKAGE_BROKEN" });
        }),
      );
    });

    it(`is refused when ${file} is longer than it was`, async () => {
      const broken = await damaged(file, (bytes) => Buffer.concat([bytes, Buffer.from(" ")]));
      await assert.rejects(loadModel(broken), { code: "MODEL_PACKAGE_BROKEN" });
    });

    it(`is refused when ${file} is missing`, async () => {
      const broken = await damaged(file, (bytes) => bytes);
      await rm(join(broken, file));
      await assert.rejects(loadModel(broken), {
        code: "MODEL_PACKAGE_BROKEN",
        message: new RegExp(file, "u"),
      });
    });
  }

  it("is refused when there is none", async () => {
    await assert.rejects(loadModel(join(folder, "nowhere")), { code: "MODEL_PACKAGE_BROKEN" });
  });

  it("is refused when the weights are of another model", async () => {
    const trained = await trainClassifier(claims.slice(3), { threads: 1 });
    const other = join(await scratchFolder(), "model");
    await writeModel(trained, about, other);
    await copyFile(join(folder, "weights.bin"), join(other, "weights.bin"));
    await assert.rejects(loadModel(other), { code: "MODEL_PACKAGE_BROKEN" });
  });
});
