import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { loadServiceConfig, startService } from "@eslabon/service";
import { model, VERSION } from "../service.ts";
import { file } from "./callers.ts";

async function warningsOf(settings: Record<string, unknown>): Promise<string[]> {
  const lines: string[] = [];
  const config = await loadServiceConfig({ flags: { port: 0, ...settings }, env: {} });
  const logger = { write: (line: string) => lines.push(line) };
  const { close } = await startService({ model, version: VERSION, config, logger });
  await close();
  return lines
    .map((line) => JSON.parse(line) as Record<string, string>)
    .filter((line) => line["log.level"] === "warn")
    .map(({ message = "" }) => message);
}

describe("a service that starts", () => {
  it("warns of being open to everyone who reaches it, and of keys that come unencrypted", async () => {
    const [open, ...more] = await warningsOf({ host: "0.0.0.0" });
    assert.match(open!, /whoever reaches this service may use it/);
    assert.deepEqual(more, []);
    assert.match((await warningsOf({ host: "0.0.0.0", "access.keys": file }))[0]!, /unencrypted/);
  });

  it("warns of nothing on this machine only", async () => {
    assert.deepEqual(await warningsOf({}), []);
    assert.deepEqual(await warningsOf({ "access.keys": file }), []);
  });
});
