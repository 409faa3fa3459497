import assert from "node:assert/strict";
import { createServer } from "node:net";
import { once } from "node:events";
import { describe, it } from "node:test";
import { defineService, type StartOptions, startService } from "@eslabon/service";
import { writeTinyModel } from "./model.ts";
import { model } from "./service.ts";

const silent = { version: "0.3.0", logger: false } as const;

describe("startService", () => {
  it("answers with a model's folder or a model, on this machine only, until it is closed", async () => {
    for (const source of [{ model }, { folder: await writeTinyModel() }]) {
      const { url, close } = await startService({ ...silent, ...source, port: 0 });
      assert.match(url, /^http:\/\/127\.0\.0\.1:\d+$/);
      assert.equal(await (await fetch(`${url}/api/v1/status`)).text(), "OK");
      await close();
      await assert.rejects(fetch(`${url}/api/v1/status`));
    }
  });

  it("listens where the definition says, unless it is told otherwise", async () => {
    const { url, close } = await startService({ ...silent, model, port: 0 });
    const { port } = new URL(url);
    await close();
    const definition = defineService({ port: Number(port) });
    const declared = await startService({ ...silent, model, definition });
    assert.equal(new URL(declared.url).port, port);
    const told = await startService({ ...silent, model, definition, port: 0 });
    assert.notEqual(new URL(told.url).port, port);
    await Promise.all([declared.close(), told.close()]);
  });

  it("leaves no signal handlers behind when it is closed", async () => {
    const before = process.listenerCount("SIGTERM");
    const { close } = await startService({ ...silent, model, port: 0 });
    assert.equal(process.listenerCount("SIGTERM"), before + 1);
    await close();
    assert.equal(process.listenerCount("SIGTERM"), before);
  });

  it("says which port is taken and what to do", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as { port: number };
    await assert.rejects(startService({ ...silent, model, port }), {
      code: "SERVICE_PORT_TAKEN",
      message: new RegExp(`\\b${port}\\b`),
      fix: /another port/,
    });
    other.close();
  });

  it("says when this machine has no such address", async () => {
    await assert.rejects(startService({ ...silent, model, port: 0, host: "192.0.2.1" }), {
      code: "SERVICE_HOST_UNKNOWN",
      message: /192\.0\.2\.1/,
    });
  });

  it("says when the folder holds no model", async () => {
    const options: StartOptions = { ...silent, folder: import.meta.dirname, port: 0 };
    await assert.rejects(startService(options), { code: "MODEL_PACKAGE_BROKEN" });
  });
});

describe("defineService", () => {
  it("gives a definition back", () => {
    assert.deepEqual(defineService({ port: 8080 }), { port: 8080 });
    assert.deepEqual(defineService({}), {});
  });

  for (const [definition, field] of [
    [{ port: "80" }, "port"],
    [{ port: 70_000 }, "port"],
    [{ prot: 80 }, "prot"],
    [{ v1: { texto: 7 } }, "v1.texto"],
    [{ v1: { texto: "" } }, "v1.texto"],
    [{ v1: { texto: "q", canal: "q" } }, "v1.canal"],
    [{ extend: "routes.ts" }, "extend"],
    [null, "the definition"],
  ] as const) {
    it(`names ${field} in ${JSON.stringify(definition)}`, () => {
      assert.throws(() => defineService(definition as never), {
        code: "SERVICE_DEFINITION_INVALID",
        message: new RegExp(`, ${field} `),
      });
    });
  }
});
