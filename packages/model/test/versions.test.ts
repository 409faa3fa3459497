import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { type Change, digestFolder, largestStep } from "@eslabon/link";
import { checkModel, loadModel, modelLink } from "@eslabon/model";
import { manifestChanges } from "../src/changes.ts";
import { declareModel } from "../src/package/entry.ts";
import { about, writeClaimsModel } from "./claims-model.ts";
import { claims } from "./claims.ts";
import { writeDataset } from "./dataset-package.ts";
import { scratchFolder } from "./scratch.ts";
import { type Asked, versions } from "./version-cases.ts";

const gates = { accuracy: 1, macroF1: 1, recall: 1 };
const golden = [{ text: "Tengo un charco en el baño", label: "Fontanería" }];
const link = modelLink({ name: "hogar", gates, golden }, import.meta.dirname, about.package);

async function writeVersion(version: string): Promise<string> {
  const { folder } = await writeClaimsModel({ package: { ...about.package, version } });
  return folder;
}

describe("a stamped model", () => {
  it("is to the byte what is built with that version", async () => {
    const folder = await writeVersion("0.0.0");
    await link.stamp!(folder, "1.4.0-rc.2");
    const file = join(folder, "package.json");
    await writeFile(file, (await readFile(file, "utf8")).replace('"0.0.0"', '"1.4.0-rc.2"'));
    assert.equal(await digestFolder(folder), await digestFolder(await writeVersion("1.4.0-rc.2")));
  });

  it("is whole, says its version, and passes its check", async () => {
    const folder = await writeVersion("0.0.0");
    await link.stamp!(folder, "2.0.0");
    assert.equal((await loadModel(folder)).manifest.version, "2.0.0");
    const definition = { name: "hogar", gates, golden };
    const report = await checkModel({ definition, folder, dataset: await writeDataset({ test: claims }) });
    assert.ok(report.passed, JSON.stringify(report));
  });

  it("is no longer one when it was broken before", async () => {
    const folder = await writeVersion("0.0.0");
    await writeFile(join(folder, "model.json"), "{}");
    await assert.rejects(link.stamp!(folder, "1.0.0"), { code: "MODEL_PACKAGE_BROKEN" });
  });
});

describe("the step that a model calls for with", () => {
  for (const { what, from, to, step, says } of versions) {
    it(`${what} is ${step ?? "none"}`, () => {
      const changes: readonly Change[] = manifestChanges(from, to);
      assert.equal(largestStep(changes), step);
      if (says) assert.match(changes.map((change) => change.what).join("\n"), says);
    });
  }

  it("a folder that holds no model is none", async () => {
    await assert.rejects(link.compare!(import.meta.dirname, import.meta.dirname), {
      code: "MODEL_PACKAGE_BROKEN",
    });
  });

  it("other figures and golden examples is none", async () => {
    const other = await writeClaimsModel({ golden, test: asAsync(claims.slice(0, 30)) });
    assert.deepEqual(await link.compare!(await writeVersion("1.0.0"), other.folder), []);
  });
});

async function* asAsync<T>(rows: readonly T[]): AsyncGenerator<T> {
  for (const row of rows) yield await Promise.resolve(row);
}

describe("code that relies on a model, compiled with the version after one with", () => {
  /** By folder, what the compiler says of the code in it. */
  let said: Map<string, string>;

  before(async () => {
    said = await compile(
      versions.flatMap(({ from, to, reliances }, version) =>
        reliances.flatMap(({ code }, number) => [
          { folder: `${version}-${number}-from`, asked: from, code },
          { folder: `${version}-${number}-to`, asked: to, code },
        ]),
      ),
    );
  });

  for (const [version, { what, reliances }] of versions.entries()) {
    for (const [number, { does, compiles }] of reliances.entries()) {
      it(`${what} ${compiles ? "compiles" : "does not compile"} if it ${does}`, () => {
        assert.equal(said.get(`${version}-${number}-from`), undefined);
        assert.equal(
          said.get(`${version}-${number}-to`) === undefined,
          compiles,
          said.get(`${version}-${number}-to`),
        );
      });
    }
  }
});

interface Consumer {
  readonly folder: string;
  readonly asked: Asked;
  readonly code: string;
}

const REPOSITORY = join(import.meta.dirname, "..", "..", "..");

/** Compiles each with the types of its model beside it; all in one run, since most time is spent on what they share. */
async function compile(consumers: readonly Consumer[]): Promise<Map<string, string>> {
  const root = await scratchFolder();
  for (const { folder, asked, code } of consumers) {
    await mkdir(join(root, folder));
    await writeFile(join(root, folder, "index.d.ts"), declareModel(asked));
    await writeFile(
      join(root, folder, "service.ts"),
      `import { type ByLabel, type Input, type Label, model, type Prediction } from "./index.js";
      type Parameters = { readonly [Name in keyof Input]-?: string };
      const first = model.predict(JSON.parse(process.argv[2]!))[0]!;
      ${code}`,
    );
  }
  const compilerOptions = { noEmit: true, noUnusedLocals: false };
  const config = {
    extends: join(REPOSITORY, "tsconfig.base.json"),
    compilerOptions,
    include: ["*/service.ts"],
  };
  await writeFile(join(root, "tsconfig.json"), JSON.stringify(config));
  const tsc = join(REPOSITORY, "node_modules/typescript/bin/tsc");
  const printed = await new Promise<string>((resolve) => {
    execFile(process.execPath, [tsc, "-p", "."], { cwd: root }, (_error, out) => resolve(out));
  });
  return new Map(
    [...printed.matchAll(/^(\S+)\/service\.ts(.+)$/gmu)].map(([, folder, what]) => [folder!, what!]),
  );
}
