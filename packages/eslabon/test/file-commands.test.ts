import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { claims, emptyFolder, ended, eslabon, listening } from "./chain.ts";

describe("with nothing but a file", () => {
  let folder: string;
  const columns = ["--text", "claim", "--label", "trade"];

  before(async () => {
    folder = await emptyFolder();
    await writeFile(join(folder, "claims.csv"), `${claims()},plumber\n`);
    const { code, err } = await eslabon(folder, ["train", "claims.csv", ...columns, "--out", "my-model"]);
    assert.equal(code, 0, err);
  });

  it("train says how many rows it learnt from and which it rejected", async () => {
    const { out } = await eslabon(folder, ["train", "claims.csv", ...columns, "--out", "other", "--json"]);
    const result = JSON.parse(out) as { rows: number; labels: number; rejected: object[] };
    assert.equal(result.rows, 96);
    assert.equal(result.labels, 3);
    assert.deepEqual(result.rejected, [{ line: 98, reason: "text: no text" }]);
  });

  it("train goes on from a model with more rows and another label", async () => {
    const locks = ["the lock is stuck", "lost the key of the lock", "the key broke in the lock", "no key"];
    const rows = ["", " again", " since monday"].flatMap((end) =>
      locks.map((text) => `${text}${end},locksmith`),
    );
    await writeFile(join(folder, "more.csv"), `${claims()}${rows.join("\n")}\n`);
    const from = ["train", "more.csv", ...columns, "--from", "my-model"];
    const { out, code, err } = await eslabon(folder, [...from, "--out", "next", "--json"]);
    assert.equal(code, 0, err);
    const result = JSON.parse(out) as {
      rows: number;
      labels: number;
      previous: object;
      crossValidation?: object;
    };
    assert.deepEqual([result.rows, result.labels, result.crossValidation], [108, 4, undefined]);
    const asked = await eslabon(folder, ["classify", "--model", "next", "--json", "the key of the lock"]);
    assert.match(asked.out, /^\{[^}]*"locksmith"/u);
    const manifest = await readFile(join(folder, "next/model.json"), "utf8");
    assert.match(manifest, /"continued": \{\s+"package": "my-model"/u);
    assert.match(await readFile(join(folder, "next/README.md"), "utf8"), /went on from `my-model` 0\.0\.0/u);
  });

  it("train goes on only with the fields of the model", async () => {
    await writeFile(join(folder, "renamed.csv"), claims().replace("claim,trade", "text,trade"));
    const renamed = ["train", "renamed.csv", "--text", "text", "--label", "trade"];
    const { code, err } = await eslabon(folder, [...renamed, "--from", "my-model", "--out", "next"]);
    assert.equal(code, 2);
    assert.match(err, /error MODEL_CONTINUE_FIELDS: .*“claim”.*“text”/u);
    const fields = await eslabon(folder, [
      ...renamed,
      "--from",
      "my-model",
      "--field",
      "a:number",
      "--out",
      "next",
    ]);
    assert.match(fields.err, /error CLI_USAGE/u);
  });

  it("train writes no personal data", async () => {
    const private_ = claims().replaceAll("again", "again, call 612345678").replaceAll(", call", " call");
    await writeFile(join(folder, "private.csv"), private_);
    await eslabon(folder, ["train", "private.csv", ...columns, "--out", "private"]);
    assert.doesNotMatch(await readFile(join(folder, "private/golden.json"), "utf8"), /612345678/u);
  });

  it("train refuses to write over a folder that is not a model", async () => {
    await writeFile(join(folder, "precious"), "a file");
    const { code, err } = await eslabon(folder, ["train", "claims.csv", ...columns, "--out", "precious"]);
    assert.equal(code, 2);
    assert.match(err, /error CHAIN_FOLDER_FOREIGN/u);
    assert.equal(await readFile(join(folder, "precious"), "utf8"), "a file");
  });

  it("train names the column that is missing", async () => {
    const { code, err } = await eslabon(folder, [
      "train",
      "claims.csv",
      "--text",
      "txt",
      "--label",
      "trade",
      "--out",
      "m",
    ]);
    assert.equal(code, 2);
    assert.match(err, /error DATA_COLUMN_MISSING: .*“txt”; it has claim, trade/u);
  });

  it("train reads other delimiters and encodings", async () => {
    const content = claims().replaceAll(",", ";").replaceAll("sink", "baño");
    await writeFile(join(folder, "export.csv"), Buffer.from(content, "latin1"));
    const options = ["--delimiter", ";", "--encoding", "windows-1252"];
    const { code } = await eslabon(folder, [
      "train",
      "export.csv",
      ...options,
      ...columns,
      "--out",
      "spanish",
    ]);
    assert.equal(code, 0);
    const { out } = await eslabon(folder, ["classify", "--model", "spanish", "--json", "baño"]);
    assert.equal(
      (JSON.parse(out) as { classification: { label: string }[] }).classification[0]?.label,
      "plumber",
    );
  });

  it("evaluate gives the figures", async () => {
    const { out } = await eslabon(folder, ["evaluate", "my-model", "claims.csv", ...columns, "--json"]);
    const result = JSON.parse(out) as { rows: number; accuracy: number; macroF1: number; ece: number };
    assert.equal(result.rows, 96);
    assert.equal(result.accuracy, 1);
    assert.equal(result.macroF1, 1);
    assert.ok(result.ece >= 0 && result.ece <= 1);
  });

  it("classify answers a text with labels and the words that spoke for the first", async () => {
    const { out } = await eslabon(folder, ["classify", "--model", "my-model", "my lamp is dark"]);
    assert.match(out, /^electrician {2}[01]\.\d{3} {2}█/u);
    assert.match(out, /because of: lamp/u);
  });

  it("classify answers NDJSON line by line, bad lines with their error and exit code 1", async () => {
    const input = '"my lamp is dark"\n{"claim":"the tap drips"}\n{"claim":7}\n{"cl\n';
    const { out, code } = await eslabon(folder, ["classify", "--model", "my-model"], input);
    const lines = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { classification?: { label: string }[]; error?: { code: string } });
    assert.deepEqual(
      lines.map(({ classification, error }) => classification?.[0]?.label ?? error?.code),
      ["electrician", "plumber", "MODEL_TEXT_TYPE", "CLI_USAGE"],
    );
    assert.equal(code, 1);
  });

  it("serve answers over HTTP", async () => {
    const { child, url } = await listening(folder, ["serve", "my-model", "--port", "0"]);
    const answer = await fetch(`${url}/api/v2/modelos/my-model`, {
      method: "POST",
      headers: { "content-type": "text/plain" },
      body: "my lamp is dark",
    });
    const { classification } = (await answer.json()) as { classification: { tokens: { token: string }[] } };
    assert.equal(classification.tokens[0]?.token, "electrician");
    child.kill("SIGTERM");
    assert.equal(await ended(child), 0);
  });

  it("serve, classify and evaluate name a folder that is no model", async () => {
    for (const args of [
      ["serve", "."],
      ["classify", "--model", ".", "x"],
      ["evaluate", ".", "claims.csv", ...columns],
    ]) {
      const { code, err } = await eslabon(folder, args);
      assert.equal(code, 2);
      assert.match(err, /error MODEL_PACKAGE_/u);
    }
  });
});
