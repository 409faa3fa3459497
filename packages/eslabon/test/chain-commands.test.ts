import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { emptyFolder, ended, eslabon, listening, tinyChain } from "./chain.ts";

interface MadeLink {
  readonly link: string;
  readonly digest: string;
  readonly fresh: boolean;
}

async function buildModel(root: string): Promise<MadeLink[]> {
  const { out, err, code } = await eslabon(root, ["build", "model", "--json"]);
  assert.equal(code, 0, err);
  return JSON.parse(out) as MadeLink[];
}

describe("eslabon build", () => {
  let root: string;
  let first: MadeLink[];

  before(async () => {
    root = await tinyChain();
    first = await buildModel(root);
  });

  it("makes a link and those that it reads", () => {
    assert.deepEqual(
      first.map(({ link, fresh }) => [link, fresh]),
      [
        ["data", false],
        ["model", false],
      ],
    );
  });

  it("makes nothing again while nothing has changed", async () => {
    const second = await buildModel(root);
    assert.deepEqual(
      second.map(({ fresh }) => fresh),
      [true, true],
    );
    assert.deepEqual(
      second.map(({ digest }) => digest),
      first.map(({ digest }) => digest),
    );
  });

  it("makes the same bytes in another folder", async () => {
    const elsewhere = await buildModel(await tinyChain());
    assert.deepEqual(
      elsewhere.map(({ digest }) => digest),
      first.map(({ digest }) => digest),
    );
  });

  it("makes again what a changed file decides, and what depends on it", async () => {
    await writeFile(join(root, "data/right.csv"), "source,id,trade\nclaims.csv,line 2,carpenter\n");
    assert.deepEqual(
      (await buildModel(root)).map(({ fresh }) => fresh),
      [false, false],
    );
    await writeFile(join(root, "data/right.csv"), "source,id,trade\n");
    assert.deepEqual(
      (await buildModel(root)).map(({ digest }) => digest),
      first.map(({ digest }) => digest),
    );
  });

  it("keeps what there is and says why when a source is missing", async () => {
    const broken = await tinyChain();
    await buildModel(broken);
    await rm(join(broken, "data/claims.csv"));
    const { code, err } = await eslabon(broken, ["build", "data", "--force"]);
    assert.equal(code, 2);
    assert.match(err, /error DATA_FILE_UNREADABLE: .*claims\.csv/u);
    assert.match(await readFile(join(broken, "build/data/train.jsonl"), "utf8"), /the tap of my/u);
  });

  it("leaves nothing behind when it is interrupted", async () => {
    const interrupted = await tinyChain();
    const rows = Array.from({ length: 200_000 }, (_, n) => `the tap number ${n} is broken,plumber`);
    await writeFile(join(interrupted, "data/claims.csv"), `claim,trade\n${rows.join("\n")}\n`);
    const command = fileURLToPath(new URL("../bin/eslabon.js", import.meta.url));
    const child = spawn(process.execPath, [command, "build", "data"], {
      cwd: interrupted,
      stdio: ["ignore", "ignore", "pipe"],
    });
    await new Promise((resolve) => child.stderr.once("data", resolve)); // it says that it reads
    child.kill("SIGINT");
    assert.equal(await ended(child), 130);
    assert.deepEqual(await readdir(join(interrupted, "build")), []);
  });
});

describe("eslabon check", () => {
  it("tests all links, each with its own checks", async () => {
    const { code, out, err } = await eslabon(await tinyChain(), ["check", "--json"]);
    assert.equal(code, 0, out + err);
    const reports = JSON.parse(out) as { link: string; passed: boolean; checks: unknown[] }[];
    assert.deepEqual(
      reports.map(({ link, passed }) => [link, passed]),
      [
        ["data", true],
        ["model", true],
        ["service", true],
      ],
    );
  });

  it("ends with 1 when a gate fails, and names it", async () => {
    const { code, out } = await eslabon(
      await tinyChain("{ accuracy: 1, macroF1: 1, recall: 1, p99Microseconds: 0.001 }"),
      ["check", "model"],
    );
    assert.equal(code, 1);
    assert.match(out, /✖ model: latency/u);
    assert.match(out, /model failed/u);
  });
});

describe("eslabon classify in a chain", () => {
  it("says that the model must be built first", async () => {
    const { code, err } = await eslabon(await tinyChain(), ["classify", "the tap drips"]);
    assert.equal(code, 2);
    assert.match(err, /eslabon build model/u);
  });
});

describe("eslabon up", () => {
  it("builds, answers, and stops when it is interrupted", async () => {
    const root = await tinyChain();
    const { child, url } = await listening(root, ["up", "--port", "0"]);
    const answer = await fetch(
      `${url}/api/v1/modelo?texto=${encodeURIComponent("the tap of my kitchen is broken")}`,
    );
    assert.equal(((await answer.json()) as [string, number][])[0]?.[0], "plumber");
    child.kill("SIGINT");
    assert.equal(await ended(child), 0);
  });

  it("says which port is taken", async () => {
    const root = await tinyChain();
    const { child, url } = await listening(root, ["up", "--port", "0"]);
    const { code, err } = await eslabon(root, ["up", "--port", new URL(url).port]);
    child.kill("SIGTERM");
    await ended(child);
    assert.equal(code, 2);
    assert.match(err, new RegExp(`error SERVICE_PORT_TAKEN: .*${new URL(url).port}`, "u"));
  });
});

describe("a mistake", () => {
  it("outside a chain says where a chain is looked for", async () => {
    const { code, err } = await eslabon(await emptyFolder(), ["build", "data"]);
    assert.equal(code, 2);
    assert.match(err, /error CLI_NO_CHAIN/u);
  });

  it("in the configuration names the file and the field", async () => {
    const root = await tinyChain();
    await writeFile(join(root, "eslabon.config.ts"), 'export default { name: "tiny", links: { dat: "x" } };');
    const { code, err } = await eslabon(root, ["build", "data"]);
    assert.equal(code, 2);
    assert.match(err, /error CLI_CONFIG_INVALID: .*eslabon\.config\.ts .*\/links/u);
  });

  it("in a declaration names it, and with --json comes as JSON", async () => {
    const root = await tinyChain();
    await writeFile(join(root, "data/dataset.ts"), "export default {{{");
    const { code, out } = await eslabon(root, ["build", "data", "--json"]);
    assert.equal(code, 2);
    const { error } = JSON.parse(out) as { error: { code: string; message: string } };
    assert.equal(error.code, "CLI_CONFIG_INVALID");
    assert.match(error.message, /dataset\.ts/u);
  });

  it("in the name of a link lists the links", async () => {
    const { code, err } = await eslabon(await tinyChain(), ["build", "dtaa"]);
    assert.equal(code, 2);
    assert.match(err, /error CLI_LINK_UNKNOWN: .*“dtaa”[^]*data, model, service/u);
  });

  for (const args of [["biuld"], ["build"], ["up", "--port", "x"], ["train", "a.csv"], ["check", "--jsn"]]) {
    it(`in “eslabon ${args.join(" ")}” ends with 2`, async () => {
      assert.equal((await eslabon(await emptyFolder(), args)).code, 2);
    });
  }

  it("is not made by asking for help or the version", async () => {
    for (const args of [["--help"], ["up", "--help"], ["--version"]]) {
      assert.equal((await eslabon(await emptyFolder(), args)).code, 0);
    }
  });
});
