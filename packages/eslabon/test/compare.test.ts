import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { Comparison } from "@eslabon/model";
import { Value } from "typebox/value";
import { claims, emptyFolder, ended, eslabon, type Run, tinyChain } from "./chain.ts";
import { publishFolder } from "./releases.ts";

const COMMAND = fileURLToPath(new URL("../bin/eslabon.js", import.meta.url));
const columns = ["--text", "claim", "--label", "trade"];

type Printed = Comparison & { on: { name: string; version?: string }; rejected: unknown[] };

function parse({ out, err, code }: Run): Printed {
  assert.equal(code, 0, err);
  return JSON.parse(out) as Printed;
}

/** A folder with the model `good`, and the model `poor`, which takes electricians for plumbers. */
async function twoModels(): Promise<string> {
  const folder = await emptyFolder();
  await writeFile(join(folder, "claims.csv"), claims());
  await writeFile(join(folder, "poor.csv"), claims().replaceAll("electrician", "plumber"));
  for (const [file, model] of [
    ["claims.csv", "good"],
    ["poor.csv", "poor"],
  ] as const) {
    const { code, err } = await eslabon(folder, ["train", file, ...columns, "--out", model, "--quiet"]);
    assert.equal(code, 0, err);
  }
  return folder;
}

describe("eslabon compare", () => {
  let folder: string;

  before(async () => {
    folder = await twoModels();
  });

  const compare = (...args: string[]): Promise<Run> => eslabon(folder, ["compare", ...args]);

  it("prints the whole comparison as JSON, by the columns of model B", async () => {
    const printed = parse(await compare("poor", "good", "--on", "claims.csv", "--json"));
    const { on, rejected, ...comparison } = printed;
    assert.deepEqual([on, rejected], [{ name: "claims.csv" }, []]);
    assert.ok(Value.Check(Comparison, comparison));
    assert.deepEqual(comparison.agreement, { bothRight: 64, onlyA: 0, onlyB: 32, bothWrong: 0 });
    assert.equal(comparison.mcnemar.better, "b");
    assert.deepEqual(comparison.onlyIn, { a: [], b: ["electrician"] });
    assert.equal(comparison.changed.won.kept.length, 32);
  });

  it("shows figures, the test, labels and changed answers with the words behind them", async () => {
    const { out, code } = await compare("good", "poor", "--on", "claims.csv", "--top", "1");
    assert.equal(code, 0);
    assert.match(out, /^A {3}good: good 0\.0\.0, trained on claims\.csv 0\.0\.0$/mu);
    assert.match(out, /^on {2}96 rows of claims\.csv$/mu);
    assert.match(out, /^accuracy +100\.00 % +66\.67 % +−33\.33$/mu);
    assert.match(out, /^both right 64, only A 32, only B 0, both wrong 0$/mu);
    assert.match(out, /^McNemar's test: p < 0\.0001 \(mid-p\): A is better, hardly by chance$/mu);
    assert.match(out, /^labels of A only: electrician$/mu);
    assert.match(out, /^electrician +32 +100\.00 % +0\.00 % +100\.00 % +0\.00 % +−100\.00$/mu);
    assert.match(out, /^Answers that A has right and B does not: 32; the 1 of which B is surest$/mu);
    assert.equal(out.match(/^ {4}right {2}electrician$/gmu)?.length, 1);
    assert.match(out, /^ {4}B {6}plumber [01]\.\d{3}.* {2}\w+ \+\d/mu);
  });

  it("says that rows were rejected", async () => {
    await writeFile(join(folder, "torn.csv"), `${claims()},plumber\n`);
    const { out } = await compare("good", "poor", "--on", "torn.csv");
    assert.match(out, /^on {2}96 rows of torn\.csv \(1 rejected\)$/mu);
  });

  it("takes other columns, delimiters and encodings", async () => {
    const other = claims().replace("claim,trade", "texto;gremio").replaceAll(",", ";");
    await writeFile(join(folder, "other.csv"), Buffer.from(other, "latin1"));
    const named = ["--text", "texto", "--label", "gremio", "--delimiter", ";", "--encoding", "windows-1252"];
    const { rows } = parse(await compare("good", "poor", "--on", "other.csv", ...named, "--json"));
    assert.equal(rows, 96);
  });

  it("finds a package that is installed, and only in the version that was asked for", async () => {
    await mkdir(join(folder, "node_modules/@tiny"), { recursive: true });
    await cp(join(folder, "good"), join(folder, "node_modules/@tiny/model"), { recursive: true });
    const deeper = join(folder, "deeper");
    await mkdir(deeper);
    const on = ["--on", "../claims.csv"];
    const found = await eslabon(deeper, ["compare", "@tiny/model@0.0.0", "../good", ...on, "--json"]);
    assert.equal(parse(found).agreement.bothRight, 96);
    const { code, err } = await eslabon(deeper, ["compare", "@tiny/model@1.2.0", "../good", ...on]);
    assert.equal(code, 2);
    assert.match(err, /error CLI_VERSION_ABSENT: there is no @tiny\/model@1\.2\.0 .*@tiny\/model@0\.0\.0/u);
  });

  it("puts no control character of a text on the terminal", async () => {
    await mkdir(join(folder, "dataset"));
    const text = "the lamp \u001B[2J of my\u202E hall\r\nis dark";
    await writeFile(
      join(folder, "dataset/test.jsonl"),
      JSON.stringify({ claim: text, trade: "electrician" }),
    );
    await writeFile(join(folder, "dataset/package.json"), '{ "name": "lamps", "version": "1.0.0" }');
    await writeFile(
      join(folder, "dataset/datapackage.json"),
      '{ "roles": { "text": "claim", "label": "trade" }, "resources": [{ "name": "test", "path": "test.jsonl" }] }',
    );
    const { out } = await compare("good", "poor", "--on", "dataset");
    assert.match(out, /^on {2}1 test rows of lamps 1\.0\.0$/mu);
    assert.match(out, /^• the lamp \[2J of my hall is dark$/mu);
  });

  it("ends when nobody reads on", async () => {
    const child = spawn(process.execPath, [COMMAND, "compare", "good", "poor", "--on", "claims.csv"], {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
    child.stdout.destroy();
    assert.equal(await ended(child), 141);
    assert.doesNotMatch(said, /EPIPE|defect/u);
  });

  const mistakes: [what: string, args: string[], expected: RegExp][] = [
    [
      "a name that nothing has",
      ["good", "nowhere", "--on", "claims.csv"],
      /CLI_PACKAGE_UNKNOWN: .*“nowhere”/u,
    ],
    ["a folder that is no model", ["good", ".", "--on", "claims.csv"], /MODEL_PACKAGE_BROKEN/u],
    ["a folder that is no dataset", ["good", "poor", "--on", "."], /MODEL_DATASET_INVALID/u],
    ["a file of another kind", ["good", "poor", "--on", "good/README.md"], /DATA_FILE_KIND_UNKNOWN/u],
    [
      "a missing column",
      ["good", "poor", "--on", "claims.csv", "--label", "no"],
      /DATA_COLUMN_MISSING: .*“no”/u,
    ],
    ["an encoding of a folder", ["good", "poor", "--on", ".", "--encoding", "latin1"], /CLI_USAGE/u],
    ["a count that is none", ["good", "poor", "--on", "claims.csv", "--top", "-1"], /whole number/u],
  ];
  for (const [what, args, expected] of mistakes) {
    it(`refuses ${what}`, async () => {
      const { code, err } = await compare(...args);
      assert.equal(code, 2);
      assert.match(err, expected);
    });
  }

  it("refuses a file without a row", async () => {
    await writeFile(join(folder, "none.csv"), "claim,trade\n");
    const { code, err } = await compare("good", "poor", "--on", "none.csv");
    assert.equal(code, 2);
    assert.match(err, /error MODEL_COMPARISON_EMPTY/u);
  });
});

describe("eslabon compare in a chain", () => {
  let root: string;

  before(async () => {
    root = await tinyChain();
  });

  it("says what must be built first, though the link's own folder is there", async () => {
    const { code, err } = await eslabon(root, ["compare", "model", "model", "--on", "data"]);
    assert.equal(code, 2);
    assert.match(err, /error CHAIN_ARTIFACT_MISSING: .*\n.*eslabon build model/u);
  });

  it("takes links by name, and of the dataset the test rows alone", async () => {
    const built = await eslabon(root, ["build", "model", "--quiet"]);
    assert.equal(built.code, 0, built.err);
    const inside = join(root, "model");
    const args = ["compare", "model@0.0.0", "../build/model", "--on", "data@0.0.0", "--json"];
    const { on, rows } = parse(await eslabon(inside, args));
    const test = await readFile(join(root, "build/data/test.jsonl"), "utf8");
    assert.deepEqual(on, { name: "@tiny/data", version: "0.0.0" });
    assert.equal(rows, test.trim().split("\n").length);
  });

  it("takes releases by their versions, and says which there are", async () => {
    await publishFolder(root, "model", join(root, "build/model"), "1.0.0");
    await publishFolder(root, "data", join(root, "build/data"), "1.0.0");
    const args = ["compare", "model@1.0.0", "@tiny/model@1.0.0", "--on", "data@1.0.0", "--json"];
    assert.equal(
      parse(await eslabon(root, args)).rows,
      parse(await eslabon(root, [...args.slice(0, 3), "--on", "data", "--json"])).rows,
    );
    const { code, err } = await eslabon(root, ["compare", "model@1.0.1", "model", "--on", "data"]);
    assert.equal(code, 2);
    assert.match(
      err,
      /error REGISTRY_VERSION_ABSENT: @tiny\/model@1\.0\.1 is not in the registry\n {2}fix: there are 1\.0\.0/u,
    );
  });

  it("finds a release for classifying, too", async () => {
    const args = ["classify", "--model", "model@1.0.0", "the tap of my kitchen is broken", "--json"];
    const { code, out, err } = await eslabon(root, args);
    assert.equal(code, 0, err);
    assert.equal(
      (JSON.parse(out) as { classification: { label: string }[] }).classification[0]!.label,
      "plumber",
    );
  });

  it("refuses a dataset that kept no rows for testing", async () => {
    const whole = join(root, "whole");
    await cp(join(root, "build/data"), whole, { recursive: true });
    const about = JSON.parse(await readFile(join(whole, "datapackage.json"), "utf8")) as {
      resources: { name: string }[];
    };
    about.resources = about.resources.filter(({ name }) => name !== "test");
    await writeFile(join(whole, "datapackage.json"), JSON.stringify(about));
    const { code, err } = await eslabon(root, ["compare", "model", "model", "--on", "whole"]);
    assert.equal(code, 2);
    assert.match(err, /error MODEL_DATASET_INVALID: .*“?test/u);
  });
});
