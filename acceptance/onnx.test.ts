import assert from "node:assert/strict";
import { execFile, type ExecFileOptions } from "node:child_process";
import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import type { Artifact } from "@eslabon/link";
import type { Model } from "@eslabon/model";
import fc from "fast-check";

const REPOSITORY = join(import.meta.dirname, "..");
const PROGRAMS = join(import.meta.dirname, "onnx");

/** The sum of 32-bit numbers is not quite 1, and 32-bit logarithms are not quite those of 64 bits. */
const CLOSE = 1e-4;

async function run(
  program: string,
  parameters: readonly string[],
  options: ExecFileOptions = {},
): Promise<string> {
  const { stdout } = await promisify(execFile)(program, parameters, {
    ...options,
    encoding: "utf8",
    maxBuffer: Infinity,
  });
  return stdout;
}

describe("a model that scikit-learn has trained", () => {
  let clone: string;
  let chain: string;
  let python: string;
  let api: typeof import("@eslabon/model");
  let model: Model;

  const eslabon = (...parameters: string[]): Promise<string> =>
    run("npx", ["eslabon", ...parameters], { cwd: chain });

  before(async () => {
    clone = join(await mkdtemp(join(tmpdir(), "eslabon-onnx-")), "eslabon");
    await run("git", ["clone", "--quiet", REPOSITORY, clone]);
    await run("npm", ["ci", "--no-audit", "--no-fund"], { cwd: clone });
    const { peerDependencies } = JSON.parse(
      await readFile(join(clone, "packages/model/package.json"), "utf8"),
    ) as { peerDependencies: Record<string, string> };
    await run("npm", ["install", "--no-save", `onnxruntime-node@${peerDependencies["onnxruntime-node"]!}`], {
      cwd: clone,
      env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: "skip" },
    });
    chain = join(clone, "examples/hogar-onnx");
    const environment = join(chain, "model/.venv");
    python = join(environment, "bin/python");
    await run("python3", ["-m", "venv", environment]);
    const requirements = join(chain, "model/requirements.txt");
    await run(python, ["-m", "pip", "install", "--quiet", "--requirement", requirements]);
    await eslabon("build", "model", "--quiet");
    api = (await import(pathToFileURL(join(clone, "packages/model/src/index.ts")).href)) as typeof api;
    model = await api.loadModel(join(chain, "build/model"));
  });

  it("answers as scikit-learn does, on every test row", async () => {
    const script = join(PROGRAMS, "scikit_learn_answers.py");
    const lines = (await run(python, [script, join(chain, "model"), join(chain, "build/data")]))
      .trim()
      .split("\n");
    assert.ok(lines.length > 500);
    const { labels, temperature } = model.manifest;
    for (const line of lines) {
      const [texto, probabilities] = JSON.parse(line) as [string, number[]];
      const powers = probabilities.map((probability) => probability ** (1 / temperature));
      const sum = powers.reduce((total, power) => total + power, 0);
      const answer = new Map(model.predict({ texto }).map(({ label, score }) => [label, score]));
      for (const [column, power] of powers.entries()) {
        assert.ok(Math.abs(answer.get(labels[column]!)! - power / sum) < CLOSE, texto);
      }
    }
  });

  it("is judged as any model: checks, calibration, threshold", async () => {
    const reports = JSON.parse(await eslabon("check", "--json")) as { link: string; passed: boolean }[];
    assert.deepEqual(
      reports.map(({ link, passed }) => [link, passed]),
      [
        ["data", true],
        ["model", true],
        ["service", true],
      ],
    );
    const { threshold, metrics } = model.manifest;
    assert.ok(threshold.confidence > 0.5 && threshold.coverage > 0.1, JSON.stringify(threshold));
    assert.ok(metrics.decided.precision > metrics.accuracy + 0.1, JSON.stringify(metrics.decided));
    assert.ok(metrics.ece < 0.1, String(metrics.ece));
  });

  it("has the same bytes when it is trained again", async () => {
    const digests = async (...more: string[]): Promise<string[]> =>
      (JSON.parse(await eslabon("build", "model", "--json", ...more)) as Artifact[]).map(
        ({ digest }) => digest,
      );
    assert.deepEqual(await digests("--force"), await digests());
  });

  it("is served as any model, word by word the same", async () => {
    const { startService } = (await import(
      pathToFileURL(join(clone, "packages/service/src/index.ts")).href
    )) as typeof import("@eslabon/service");
    const service = await startService({
      folder: join(chain, "build/model"),
      version: "1.0.0",
      port: 0,
      logger: false,
    });
    try {
      const texto = "El fregadero no traga";
      const answer = await fetch(`${service.url}/api/v2/modelos/hogar?explain=true`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ texto }),
      });
      const { classification, explanation } = (await answer.json()) as {
        classification: { tokens: { token: string; score: number }[] };
        explanation: unknown;
      };
      const expected = model.explain({ texto });
      assert.deepEqual(
        classification.tokens.map(({ token, score }) => [token, score]),
        expected.prediction.map(({ label, score }) => [label, Math.round(score * 1e6) / 1e6]),
      );
      assert.deepEqual(explanation, expected.explanation);
    } finally {
      await service.close();
    }
  });

  it("is compared with eslabon's own on the same rows", async () => {
    await run("npx", ["eslabon", "build", "model", "--quiet"], { cwd: join(clone, "examples/hogar") });
    const { a, b, rows } = JSON.parse(
      await eslabon("compare", "model", "../hogar/build/model", "--on", "data", "--json"),
    ) as { a: { accuracy: number }; b: { accuracy: number }; rows: number };
    assert.equal(rows, 507);
    assert.equal(a.accuracy, model.manifest.metrics.accuracy);
    assert.notEqual(b.accuracy, a.accuracy);
  });

  it("answers any text with probabilities and reasons that add up, or with a known error", () => {
    const anyText = fc.oneof(
      fc.string({ unit: "binary", maxLength: 200 }),
      fc
        .array(fc.constantFrom("grifo", "LUZ", "no", "baño", "…", "\0", "\ud800", "😀"))
        .map((some) => some.join(" ")),
    );
    fc.assert(
      fc.property(anyText, (texto) => {
        try {
          const { prediction, explanation } = model.explain({ texto });
          const sum = prediction.reduce((total, { score }) => total + score, 0);
          assert.ok(Math.abs(sum - 1) < 1e-9);
          const logit = explanation.words.reduce((total, { weight }) => total + weight, explanation.bias);
          assert.ok(Math.abs(Math.exp(logit) - prediction[0]!.score) < 1e-6);
        } catch (error) {
          // Of a class in the clone, which is not the one here.
          assert.ok(error instanceof Error && "code" in error, String(error));
          assert.deepEqual([error.name, error.code], ["EslabonError", "MODEL_TEXT_EMPTY"]);
        }
      }),
    );
  });

  it("lets the process that asked it end by itself", async () => {
    const script = `import { model } from ${JSON.stringify(pathToFileURL(join(chain, "build/model/index.js")).href)};
      console.log(model.predict({ texto: "gotea el grifo" })[0].label);`;
    const options = ["--conditions=@eslabon/source", "--input-type=module", "--eval", script];
    assert.equal(await run(process.execPath, options, { cwd: chain }), "Fontanería\n");
  });

  describe("as another program writes it", () => {
    const build = async (name: string): Promise<Artifact> =>
      api.buildModel({
        definition: {
          name: "hogar",
          program: [python, "odd_models.py", name],
          gates: { accuracy: 0, macroF1: 0, recall: 0 },
          golden: [{ text: "gotea el grifo", label: "Fontanería" }],
        },
        package: { name: "@odd/model", version: "1.0.0", description: "", license: "CC0-1.0" },
        dataset: join(chain, "build/data"),
        sources: PROGRAMS,
        out: join(clone, "build", name),
        progress: () => undefined,
      });

    it("is packed when it gives probabilities, whatever they are", async () => {
      const odd = await api.loadModel((await build("uniform")).folder);
      const scores = odd.predict({ texto: "gotea" }).map(({ score }) => score.toFixed(6));
      assert.deepEqual([...new Set(scores)], ["0.062500"]);
    });

    const cases: [name: string, message: RegExp][] = [
      ["no-model", /^model\.onnx cannot be used: /u],
      ["number-in", /it takes number: float32 \[1\]/u],
      ["two-in", /it takes text: string .*; number: float32/u],
      ["zipmap", /zipmap=False.*it gives maps: no tensor/u],
      ["too-few", /it gives 3 numbers for 16 labels/u],
      ["no-probabilities", /no probabilities: 2, 2, 2, 2, 2, …/u],
      ["no-numbers", /no probabilities: NaN/u],
      ["failing", /while running Cast node\. Name:''$/u],
    ];
    for (const [name, message] of cases) {
      it(`is refused when it is odd: ${name}`, async () => {
        await assert.rejects(build(name), { code: "MODEL_ONNX_UNUSABLE", message });
      });
    }
  });
});
