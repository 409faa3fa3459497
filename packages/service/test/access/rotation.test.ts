import assert from "node:assert/strict";
import { mkdtemp, rename, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { newKey } from "@eslabon/service";
import { listening, tinyService } from "../service.ts";

const file = join(await mkdtemp(join(tmpdir(), "eslabon-rotation-")), "keys");

/** As a mounted secret is replaced: at once. */
async function install(lines: readonly string[]): Promise<void> {
  await writeFile(`${file}.new`, lines.map((line) => `${line}\n`).join(""));
  await rename(`${file}.new`, file);
}

const CALLERS = 4;

/** Several callers with a key, each one request after the other, until they are stopped. */
function load(url: string, key: string): { stop: () => Promise<number[]> } {
  let going = true;
  const call = async (): Promise<number[]> => {
    const statuses: number[] = [];
    const headers = { "x-api-key": key, "content-type": "text/plain" };
    while (going) {
      const response = await fetch(`${url}/api/v2/modelos/hogar`, { method: "POST", headers, body: "grifo" });
      await response.arrayBuffer();
      statuses.push(response.status);
    }
    return statuses;
  };
  const calls = Array.from({ length: CALLERS }, call);
  return {
    stop: async () => {
      going = false;
      return (await Promise.all(calls)).flat();
    },
  };
}

describe("rotating an API key under load", () => {
  it("fails no request: both are valid until the old one is taken out", async () => {
    const [old, next] = [newKey("portal", ["classify"]), newKey("portal", ["classify"])];
    await install([old.line]);
    const app = await tinyService({ settings: { "access.keys": file } });
    const { url } = await listening(app);
    const status = async ({ key }: { key: string }): Promise<number> =>
      (await fetch(`${url}/api/v1/modelo?texto=grifo`, { headers: { "x-api-key": key } })).status;

    const before = load(url, old.key);
    await sleep(300);
    assert.equal(await status(next), 401);
    await install([old.line, next.line]);
    const after = load(url, next.key);
    await sleep(300);
    const withOld = await before.stop();
    await install([next.line]);
    while ((await status(old)) === 200) await sleep(50);
    await sleep(300);
    const withNext = await after.stop();

    for (const statuses of [withOld, withNext]) {
      assert.ok(statuses.length > CALLERS);
      assert.deepEqual([...new Set(statuses)], [200]);
    }
    assert.equal(await status(next), 200);
    await app.close();
  });
});
