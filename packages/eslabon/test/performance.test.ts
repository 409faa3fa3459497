import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { ChildProcess } from "node:child_process";
import { claims, emptyFolder, ended, eslabon, listening, tinyChain } from "./chain.ts";

interface Said {
  readonly passed: boolean;
  readonly culprit: string | null;
  readonly texts: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly observation: { readonly load: object; readonly loaded: { readonly answers: number } };
}

describe("eslabon diagnose", () => {
  let root: string;
  let service: { child: ChildProcess; url: string };

  before(async () => {
    root = await tinyChain();
    service = await listening(root, ["up", "--port", "0"]);
  });
  after(async () => {
    service.child.kill("SIGTERM");
    await ended(service.child);
  });

  const ask = (folder: string, ...args: string[]): ReturnType<typeof eslabon> =>
    eslabon(folder, ["diagnose", service.url, "--seconds", "1", "--connections", "2", ...args]);

  it("loads with the texts of the chain's dataset, and keeps to a budget that is large enough", async () => {
    const { code, out } = await ask(root, "--budget", "60000", "--json");
    const { passed, culprit, texts, versions, observation } = JSON.parse(out) as Said;
    assert.deepEqual({ code, passed, culprit }, { code: 0, passed: true, culprit: null });
    assert.match(texts, /^\d+ texts of data$/u);
    assert.deepEqual(Object.keys(versions), ["service", "model", "data"]);
    assert.deepEqual(observation.load, { seconds: 1, connections: 2 });
    assert.ok(observation.loaded.answers > 0);
  });

  it("fails when the budget is not met, and says who is to blame", async () => {
    const { code, out, err } = await ask(await emptyFolder(), "--budget", "0.001", "--rate", "20");
    assert.equal(code, 1);
    assert.match(out, /^the \w+ is to blame: p95 is [\d.,]+ ms, 0\.001 ms are allowed$/mu);
    assert.match(out, /^ {2}change: /mu);
    assert.match(err, /texts of the model's golden examples/u);
  });

  it("takes the texts of a file", async () => {
    const folder = await emptyFolder();
    await writeFile(join(folder, "claims.csv"), claims());
    const { out } = await ask(folder, "--data", "claims.csv", "--budget", "60000", "--json");
    assert.equal((JSON.parse(out) as Said).texts, "96 texts of claims.csv");
  });

  for (const [args, code] of [
    [["http://127.0.0.1:9"], "DIAGNOSE_UNREACHABLE"],
    [["http://127.0.0.1:9", "--seconds", "0"], "CLI"],
  ] as const) {
    it(`is wrong usage: ${args.join(" ")}`, async () => {
      const run = await eslabon(root, ["diagnose", ...args]);
      assert.equal(run.code, 2);
      assert.match(run.err, code === "CLI" ? /give a number above 0/u : new RegExp(code, "u"));
    });
  }
});

describe("eslabon bench", () => {
  it("measures model and service of the chain side by side, as its configuration says", async () => {
    const root = await tinyChain();
    const config = join(root, "eslabon.config.ts");
    const text = await readFile(config, "utf8");
    await writeFile(
      config,
      text.replace("links:", "bench: { seconds: 1, connections: 2, budget: 60000 }, links:"),
    );
    await eslabon(root, ["build", "model", "--quiet"]);
    const { code, out } = await eslabon(root, ["bench", "--quiet"]);
    assert.equal(code, 0, out);
    assert.match(out, /^ +model +service$/mu);
    assert.match(out, /^p95 +[\d.,]+ ms +[\d.,]+ ms$/mu);
    assert.match(out, /^budget of p95 +6,000 ms +60,000 ms$/mu);
    assert.match(out, /every level keeps to its budget/u);
  });

  it("says at which level the time appears", async () => {
    const root = await tinyChain();
    await eslabon(root, ["build", "model", "--quiet"]);
    const args = ["bench", "model", "--seconds", "1", "--model-budget", "0.0001", "--json", "--quiet"];
    const { code, out } = await eslabon(root, args);
    assert.equal(code, 1);
    assert.equal((JSON.parse(out) as { appears: string }).appears, "model");
  });

  it("measures what runs in an environment of the chain", async () => {
    const root = await tinyChain();
    const service = await listening(root, ["up", "--port", "0"]);
    const config = join(root, "eslabon.config.ts");
    const text = await readFile(config, "utf8");
    await writeFile(config, text.replace("links:", `environments: { test: "${service.url}/" }, links:`));
    const args = [
      "bench",
      "system",
      "--url",
      "test",
      "--seconds",
      "1",
      "--budget",
      "60000",
      "--json",
      "--quiet",
    ];
    const { code, out } = await eslabon(root, args);
    service.child.kill("SIGTERM");
    await ended(service.child);
    assert.equal(code, 0, out);
    const { levels } = JSON.parse(out) as {
      levels: readonly { readonly name: string; readonly where: string }[];
    };
    assert.deepEqual(
      levels.map(({ name, where }) => [name, where]),
      [["system", service.url]],
    );
  });

  it("needs to know where the system is", async () => {
    const { code, err } = await eslabon(await emptyFolder(), ["bench", "system"]);
    assert.equal(code, 2);
    assert.match(err, /needs --url/u);
  });
});
