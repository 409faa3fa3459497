import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdtemp, mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { promisify } from "node:util";
import { listFiles } from "@eslabon/link";
import type { Manifest } from "@eslabon/model";
import { describeModel } from "../../src/package/card.ts";
import { about, writeClaimsModel } from "../claims-model.ts";

const { folder, model } = await writeClaimsModel();
const { manifest } = model;
const card = await readFile(join(folder, "README.md"), "utf8");
const packages = join(import.meta.dirname, "..", "..", "..");

function describeWith(more: Partial<Manifest>): string {
  return describeModel({ ...manifest, ...more }, about.package, { figures: [], version: "1.2.3" });
}

describe("the model card", () => {
  it("has Hugging Face's front matter", () => {
    const [, frontMatter] = card.split(/^---$/mu);
    for (const key of [
      "language",
      "license",
      "library_name",
      "pipeline_tag",
      "datasets",
      "metrics",
      "model-index",
    ]) {
      assert.match(frontMatter!, new RegExp(`^${key}: `, "mu"));
    }
  });

  it("has every section", () => {
    const headings = [...describeWith({ metrics: confused }).matchAll(/^## (.*)$/gmu)].map(
      ([, heading]) => heading,
    );
    assert.deepEqual(headings, [
      "Intended use",
      "Metrics",
      "Labels",
      "Most confused",
      "How it was made",
      "Limits",
    ]);
  });

  it("shows every label", () => {
    for (const label of manifest.labels) assert.ok(card.includes(`| ${label} |`));
  });

  it("says which data and which program it comes from", async () => {
    const { version } = JSON.parse(await readFile(join(packages, "model", "package.json"), "utf8")) as {
      version: string;
    };
    const { data } = manifest;
    assert.ok(card.includes(`${data.rows} rows of \`${data.package}\` ${data.version} (\`${data.digest}\`)`));
    assert.ok(card.includes(`\`@eslabon/model\` ${version}`));
  });

  it("shows each figure of its package, with a text for those who cannot see it", async () => {
    const shown = [...card.matchAll(/^!\[(?<text>.*)\]\((?<file>.*)\)$/gmu)].map(({ groups }) => groups!);
    const files = (await listFiles(folder)).filter((file) => file.endsWith(".svg"));
    assert.deepEqual(shown.map(({ file }) => file).sort(), files);
    for (const { text } of shown) assert.ok(text!.length > 50, text);
  });

  it("says how much is decided, and how well", () => {
    const text = describeWith({
      threshold: { confidence: 0.7123, precision: 0.9, coverage: 0.8 },
      metrics: { ...manifest.metrics, decided: { coverage: 0.7654, precision: 0.9123 } },
    });
    assert.match(text, /confidence is 0\.7123 or higher/u);
    assert.match(text, /right 90 % of the time/u);
    assert.ok(text.includes("| 76.5 % | 91.2 % |"));
  });

  it("says when that was measured on the rows that the threshold was chosen on", () => {
    assert.match(
      describeWith({ metrics: { ...manifest.metrics, source: "cross-validation" } }),
      /On these same rows:/u,
    );
    assert.match(describeWith({ metrics: { ...manifest.metrics, source: "test" } }), /On the rows above:/u);
  });

  it("says when no threshold was good enough", () => {
    const text = describeWith({ threshold: { confidence: 1, precision: 0.99, coverage: 0 } });
    assert.match(text, /decides .*next to nothing/u);
    assert.doesNotMatch(text, /rows decided/u);
  });

  it("shows the learning curve, with pictures or without", () => {
    assert.ok(!card.includes("### Learning curve"));
    const text = describeWith({ learningCurve: [{ rows: 1250, accuracy: 0.61 }] });
    assert.ok(text.includes("### Learning curve") && text.includes("| 1,250 | 0.6100 |"));
  });

  it("says of an ONNX model that another program trained it, and nothing of words", () => {
    const text = describeWith({ engine: { kind: "onnx", sha256: "00" } });
    assert.match(text, /An ONNX model/u);
    assert.doesNotMatch(text, /linear|pieces of words/u);
  });
});

const confused: Manifest["metrics"] = {
  ...manifest.metrics,
  confusion: [{ label: "Carpintería", answered: "Electricidad", rows: 3 }],
};

describe("where @eslabon/figures is not installed", () => {
  it("a model is written all the same, with a card without pictures", async () => {
    const place = await mkdtemp(join(tmpdir(), "eslabon-without-figures-"));
    after(() => rm(place, { recursive: true }));
    // A copy outside of the repository, whose packages it would find.
    for (const part of ["src", "test", "package.json"])
      await cp(join(packages, "model", part), join(place, part), { recursive: true });
    await mkdir(join(place, "node_modules", "@eslabon"), { recursive: true });
    await symlink(join(packages, "link"), join(place, "node_modules", "@eslabon", "link"));
    await symlink(join(packages, "..", "node_modules", "typebox"), join(place, "node_modules", "typebox"));
    await writeFile(
      join(place, "write.ts"),
      `import { trainClassifier, writeModel } from "./src/index.ts";
       import { claims } from "./test/claims.ts";
       await writeModel(await trainClassifier(claims, { threads: 1 }), ${JSON.stringify(about)}, "written");`,
    );
    await promisify(execFile)(process.execPath, ["--conditions=@eslabon/source", "write.ts"], { cwd: place });
    const files = await listFiles(join(place, "written"));
    assert.deepEqual(
      files,
      (await listFiles(folder)).filter((file) => !file.endsWith(".svg")),
    );
    const without = await readFile(join(place, "written", "README.md"), "utf8");
    const pictures = /^### Reliability$.*?(?=^### )|^!\[.*?\n\n/gmsu;
    assert.equal(without, card.replaceAll(pictures, ""));
  });
});
