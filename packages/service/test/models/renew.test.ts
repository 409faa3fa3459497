import assert from "node:assert/strict";
import { cp, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { digestText } from "@eslabon/link";
import { loadModel, type Manifest } from "@eslabon/model";
import { type RunningService, startService } from "@eslabon/service";
import { writeTinyModel } from "../model.ts";
import { VERSION } from "../service.ts";

const original = await writeTinyModel();

interface Running extends RunningService {
  readonly folder: string;
  readonly log: { readonly lines: string };
}

async function start(): Promise<Running> {
  const folder = `${original}-${crypto.randomUUID()}`;
  await cp(original, folder, { recursive: true });
  const log = { lines: "" };
  const logger = {
    write: (line: string) => {
      log.lines += line;
    },
  };
  return { ...(await startService({ folder, version: VERSION, port: 0, logger })), folder, log };
}

/** Puts another model in the folder's place, as a build does: all of it at once. */
async function put(folder: string, change: (manifest: Manifest) => object): Promise<void> {
  const next = `${folder}-next`;
  await cp(original, next, { recursive: true });
  const file = join(next, "model.json");
  const before = await loadModel(next);
  const changed = { ...before.manifest, ...change(before.manifest) };
  const checksum = digestText(JSON.stringify(changed));
  await writeFile(file, `${JSON.stringify({ ...changed, checksum }, null, 2)}\n`);
  await rename(folder, `${folder}-before`);
  await rename(next, folder);
  await rm(`${folder}-before`, { recursive: true });
}

async function modelVersion(url: string): Promise<string | null> {
  const answer = await fetch(`${url}/api/v1/modelo?texto=grifo`);
  assert.equal(answer.status, 200);
  await answer.arrayBuffer();
  return answer.headers.get("eslabon-model-version");
}

async function untilLogged({ log }: Running, what: RegExp): Promise<void> {
  const end = Date.now() + 30_000;
  while (!what.test(log.lines)) {
    if (Date.now() > end) assert.fail(`${what.source} is not in ${log.lines}`);
    await wait(20);
  }
}

describe("a model that changes while the service runs", () => {
  it("answers from then on, and every request meanwhile is answered by one of the two", async () => {
    const running = await start();
    const seen: (string | null)[] = [];
    const stop = new AbortController();
    const asked = (async () => {
      while (!stop.signal.aborted) seen.push(await modelVersion(running.url));
    })();
    try {
      await put(running.folder, () => ({ version: "1.2.0" }));
      await untilLogged(running, /"from":"1\.1\.0","to":"1\.2\.0"/u);
    } finally {
      stop.abort();
      await asked;
    }
    assert.ok(seen.every((version) => version === "1.1.0" || version === "1.2.0"));
    assert.equal(await modelVersion(running.url), "1.2.0");
    const models = await (await fetch(`${running.url}/api/v2/modelos`)).text();
    assert.match(models, /"model":"1\.2\.0"/u);
    assert.match(await (await fetch(`${running.url}/metrics`)).text(), /eslabon_info\{[^}]*model="1\.2\.0"/u);
    await running.close();
  });

  const unfit: readonly (readonly [string, RegExp, (manifest: Manifest) => object])[] = [
    ["is of another major version", /major version/u, () => ({ version: "2.0.0" })],
    ["is another model", /it is the model “motor”/u, () => ({ name: "motor" })],
    [
      "does not give its golden answers",
      /it answers “grifo”/u,
      () => ({ version: "1.2.0", golden: [{ text: "grifo", label: "Carpintería" }] }),
    ],
    [
      "reads longer texts",
      /reads texts of up to 9999999 units/u,
      () => ({ version: "1.2.0", limits: { textLength: 9_999_999 } }),
    ],
    ["is broken", /labels/u, () => ({ labels: "none" })],
  ];
  for (const [what, why, change] of unfit) {
    it(`is not taken when it ${what}`, async () => {
      const running = await start();
      await put(running.folder, change);
      try {
        await untilLogged(running, /the model stays as it was/u);
        assert.match(running.log.lines, why);
        assert.equal(await modelVersion(running.url), "1.1.0");
      } finally {
        await running.close();
      }
    });
  }

  it("is looked at on SIGHUP at once", { skip: process.stdout.isTTY }, async () => {
    const running = await start();
    process.kill(process.pid, "SIGHUP");
    await untilLogged(running, /"from":"1\.1\.0","to":"1\.1\.0"/u);
    await running.close();
  });
});
