import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { jsonLines, label, readRows, text } from "@eslabon/data";
import { loadModel } from "@eslabon/model";
import { createService, loadServiceConfig } from "@eslabon/service";
import { claims, emptyFolder, ended, eslabon, listening } from "./chain.ts";

describe("a service that is configured", () => {
  let folder: string;

  before(async () => {
    folder = await emptyFolder();
    await writeFile(join(folder, "claims.csv"), claims());
    const { code, err } = await eslabon(folder, [
      "train",
      "claims.csv",
      "--text",
      "claim",
      "--label",
      "trade",
      "--out",
      "model",
      "--quiet",
    ]);
    assert.equal(code, 0, err);
  });

  it("lets in who has a key that the command made, where its file says", async () => {
    const { out } = await eslabon(folder, ["key", "portal", "--file", "keys"]);
    const made = out.trim();
    assert.doesNotMatch(await readFile(join(folder, "keys"), "utf8"), new RegExp(made, "u"));
    await writeFile(join(folder, "service.json"), JSON.stringify({ port: 0, access: { keys: "keys" } }));
    const { child, url } = await listening(folder, ["serve", "model", "--config", "service.json", "--quiet"]);
    const status = async (headers: Record<string, string>): Promise<number> =>
      (await fetch(`${url}/api/v2/modelos`, { headers })).status;
    assert.equal(await status({}), 401);
    assert.equal(await status({ authorization: `Bearer ${made}` }), 200);
    child.kill("SIGTERM");
    assert.equal(await ended(child), 0);
  });

  it("does not start when the configuration is wrong, and all of it is said", async () => {
    await writeFile(join(folder, "wrong.json"), JSON.stringify({ prot: 1, tls: { key: "nowhere" } }));
    const { code, out, err } = await eslabon(folder, ["serve", "model", "--config", "wrong.json"]);
    assert.deepEqual([code, out], [2, ""]);
    assert.match(
      err,
      /SERVICE_CONFIG_INVALID[^]*prot is no setting[^]*tls\.key needs tls\.certificate[^]*nowhere cannot be read/u,
    );
  });

  it("makes no key of a scope that there is not", async () => {
    const { code, err } = await eslabon(folder, ["key", "portal", "--scopes", "root"]);
    assert.equal(code, 2);
    assert.match(err, /SERVICE_KEY_INVALID/u);
  });

  it("writes the labels that people choose as rows that a dataset reads", async () => {
    const file = join(folder, "feedback.jsonl");
    const config = await loadServiceConfig({ flags: { "feedback.file": file }, env: {} });
    const app = await createService({
      model: await loadModel(join(folder, "model")),
      version: "1.0.0",
      config,
    });
    const asked = {
      method: "POST",
      url: "/api/v2/modelos/model",
      payload: { claim: "my tap, call 612 345 678" },
    } as const;
    const id = String((await app.inject(asked)).headers["x-request-id"]);
    const url = "/api/v2/modelos/model/feedback";
    const { statusCode } = await app.inject({ method: "POST", url, payload: { id, label: "carpenter" } });
    assert.equal(statusCode, 200);
    await app.close();
    const source = jsonLines("feedback.jsonl", {
      id: "id",
      fields: { texto: "input.claim", gremio: "label" },
    });
    const rows = await Array.fromAsync(readRows(source, { texto: text(), gremio: label() }, folder));
    assert.deepEqual(
      rows.map((row) => "values" in row && [row.id, row.values]),
      [[id, { texto: "my tap, call [PHONE]", gremio: "carpenter" }]],
    );
  });
});
