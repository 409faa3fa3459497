import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { promisify } from "node:util";
import { listFiles } from "@eslabon/link";
import { evaluate, loadModel, readPrevious } from "@eslabon/model";
import fc from "fast-check";
import { createModel } from "../../src/create.ts";
import type { Engine } from "../../src/engine.ts";
import { sha256 } from "../../src/package/sha256.ts";
import { writeLearnt } from "../../src/package/write.ts";
import { claims } from "../claims.ts";
import { about, writeClaimsModel } from "../claims-model.ts";
import { writeDataset } from "../dataset-package.ts";
import { scratchFolder } from "../scratch.ts";

const bytes = Buffer.from("the bytes of a model, which nothing here reads");
const labels = ["Fontanería", "Electricidad"];

/** Always sure of its first label. */
const answering: Engine = {
  probabilities: Float64Array.of(0.75, 0.25),
  known: 1,
  read: () => undefined,
  explain: () => ({ bias: 0, words: [], facts: [] }),
};

async function writePackage(): Promise<string> {
  const folder = join(await scratchFolder(), "model");
  const { model } = await writeClaimsModel();
  const crossValidation = await evaluate(createModel({ ...model.manifest, labels }, answering), claims);
  const { temperature, confidence, threshold } = model.manifest;
  const engine = { kind: "onnx", sha256: sha256(bytes) } as const;
  const learnt = {
    labels,
    rows: 9,
    temperature,
    confidence,
    threshold,
    crossValidation,
    golden: [],
    engine,
    bytes,
    answering,
  };
  await writeLearnt(learnt, about, folder);
  return folder;
}

const folder = await writePackage();

describe("the package of an ONNX model", () => {
  it("is none to continue training from", async () => {
    await assert.rejects(readPrevious(folder, about.fields), { code: "MODEL_CONTINUE_ENGINE" });
  });

  it("has the files of any model, and the model in place of the weights", async () => {
    const files = await listFiles(folder);
    for (const file of ["README.md", "golden.json", "index.d.ts", "index.js", "model.json", "model.onnx"]) {
      assert.ok(files.includes(file), file);
    }
    assert.ok(!files.includes("weights.bin"));
    assert.deepEqual(await readFile(join(folder, "model.onnx")), bytes);
  });

  it("depends on the runtime, too", async () => {
    const { dependencies } = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as {
      dependencies: Record<string, string>;
    };
    assert.deepEqual(Object.keys(dependencies), ["@eslabon/model", "onnxruntime-node"]);
    assert.match(dependencies["onnxruntime-node"]!, /^\^\d/u);
  });

  it("is refused when a bit of the model has flipped, or it is torn", async () => {
    const file = join(folder, "model.onnx");
    const anyPlace = fc.nat(bytes.length - 1);
    const broken = fc.oneof(
      anyPlace.map((length) => bytes.subarray(0, length)),
      fc.tuple(anyPlace, fc.nat(7)).map(([place, bit]) => {
        const changed = Buffer.from(bytes);
        changed[place]! ^= 1 << bit;
        return changed;
      }),
    );
    await fc.assert(
      fc.asyncProperty(broken, async (changed) => {
        await writeFile(file, changed);
        await assert.rejects(loadModel(folder), {
          code: "MODEL_PACKAGE_BROKEN",
          message: /model\.onnx was changed/u,
        });
      }),
    );
    await writeFile(file, bytes);
  });
});

describe("where onnxruntime-node is not installed", () => {
  /** The error's code of a script that runs where it cannot be found. */
  async function codeOf(script: string): Promise<string> {
    const hooks = `import { registerHooks } from "node:module";
      
      const hidden = (name) => (name === "onnxruntime-node" ? "no-such-package" : name);
      registerHooks({ resolve: (name, context, next) => next(hidden(name), context) });`;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [
        ...process.execArgv.filter((option) => !option.startsWith("--test")),
        "--input-type=module",
        "--eval",
        `import { buildModel, loadModel } from "@eslabon/model";
         await (${script}).catch((error) => console.log(error.code));`,
      ],
      {
        cwd: import.meta.dirname,
        // Which threads inherit.
        env: { ...process.env, NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(hooks)}` },
      },
    );
    return stdout.trim();
  }

  it("an ONNX model is refused with what to install", async () => {
    assert.equal(await codeOf(`loadModel(${JSON.stringify(folder)})`), "MODEL_RUNTIME_MISSING");
  });

  it("no program is run for one", async () => {
    const options = JSON.stringify({
      definition: {
        name: "hogar",
        program: ["./never-run"],
        gates: { accuracy: 0, macroF1: 0, recall: 0 },
        golden: claims.slice(0, 1),
      },
      package: about.package,
      dataset: await writeDataset(),
      out: join(await scratchFolder(), "model"),
    });
    assert.equal(await codeOf(`buildModel({ ...${options}, progress: () => {} })`), "MODEL_RUNTIME_MISSING");
  });

  it("a model of eslabon's own is answered as ever", async () => {
    const { folder } = await writeClaimsModel();
    assert.equal(
      await codeOf(
        `loadModel(${JSON.stringify(folder)}).then((model) => console.log(model.manifest.engine.kind))`,
      ),
      "linear",
    );
  });
});
