import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { dirname, join } from "node:path";
import { before, describe, it } from "node:test";
import { promisify } from "node:util";
import { preparePython } from "../../bench/python.ts";
import { EXAMPLES } from "./extent.ts";
import { record } from "./record.ts";
import { MODEL, scratch, Served, trainModel } from "./serving.ts";

const HERE = import.meta.dirname;
const run = promisify(execFile);

describe("the interface", () => {
  let model: string;
  let python: string;
  before(async () => {
    model = trainModel();
    python = await preparePython(AbortSignal.timeout(600_000), HERE);
  });

  it("is what /openapi.json says, to all checks of schemathesis", async () => {
    await using service = await Served.start(model, {
      ESLABON_FEEDBACK_FILE: join(scratch, "feedback.jsonl"),
    });
    const options = [
      "--checks",
      "all",
      "--max-examples",
      String(EXAMPLES),
      "--continue-on-failure",
      "--no-color",
    ];
    const { stdout } = await run(
      join(dirname(python), "schemathesis"),
      ["run", `${service.url}/openapi.json`, ...options],
      {
        cwd: scratch,
        env: {
          ...process.env,
          PYTHONPATH: HERE,
          PYTHONDONTWRITEBYTECODE: "1",
          SCHEMATHESIS_HOOKS: "schemathesis_hooks",
        },
        maxBuffer: Infinity,
      },
    ).catch((error: unknown) => error as { stdout: string });
    const summary = /^ {2}\d+ generated, .*$/mu.exec(stdout)?.[0].trim() ?? "no summary";
    const version = /^Schemathesis (\S+)/mu.exec(stdout)?.[1] ?? "";
    const operations = /Tested: (\d+)/u.exec(stdout)?.[1] ?? "0";
    await record(
      "schemathesis",
      `schemathesis ${version}, all checks, ${operations} operations: ${summary}.`,
    );
    assert.match(stdout, /Test cases:\n {2}(\d+) generated, \1 passed\n/u, stdout);
    assert.doesNotMatch(stdout, /^Errors:$/mu, stdout);
  });

  it("is the Open Inference Protocol to the clients of KServe and of Triton", async () => {
    await using service = await Served.start(model);
    const { stdout } = await run(python, [join(HERE, "oip_clients.py"), service.url, MODEL]);
    const clients = JSON.parse(stdout) as Record<
      string,
      { version: string; requests: number; labels: string[] }
    >;
    await record(
      "clients",
      Object.entries(clients)
        .map(([name, { version, requests }]) => `${name} ${version}: ${requests} requests answered.`)
        .join(" "),
    );
    const labels = Object.values(clients).map((client) => client.labels);
    assert.equal(labels.length, 2);
    for (const each of labels) assert.deepEqual(each, ["lost_or_stolen_card", "exchange_rate"]);
  });
});
