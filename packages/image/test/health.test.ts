import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { copyFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { formatManifest, loadModel, parseManifest } from "@eslabon/model";
import { createService, loadServiceConfig, newKey } from "@eslabon/service";
import { newFolder, writeTinyModel } from "./fixtures.ts";

const TLS = join(import.meta.dirname, "../../service/test/fixtures/tls");

type Settings = Readonly<Record<string, unknown>>;

describe("the health check in the image", () => {
  let folder: string;
  before(async () => {
    folder = await newFolder();
    await writeTinyModel(join(folder, "model"));
    await copyFile(new URL("../container/health.mjs", import.meta.url), join(folder, "health.mjs"));
  });

  /** What it says of a service with these settings that answers with the model. */
  async function ask(
    settings: Settings = {},
    env: (port: string) => NodeJS.ProcessEnv = (port) => ({ PORT: port }),
  ): Promise<[number, string]> {
    const model = await loadModel(join(folder, "model"));
    const config = await loadServiceConfig({ flags: settings, env: {} });
    const app = await createService({ model, version: "2.0.0", config });
    const { port } = new URL(await app.listen({ host: "127.0.0.1", port: 0 }));
    try {
      return await health(env(port));
    } finally {
      await app.close();
    }
  }

  function health(env: NodeJS.ProcessEnv): Promise<[number, string]> {
    const options = { env: { PATH: process.env.PATH, ...env } };
    return new Promise((resolve) => {
      execFile(process.execPath, [join(folder, "health.mjs")], options, (error, out) =>
        resolve([typeof error?.code === "number" ? error.code : 0, out.trim()]),
      );
    });
  }

  it("is passed by a service that answers the golden example rightly", async () => {
    assert.deepEqual(await ask(), [0, "healthy: 200 Fontanería"]);
  });

  it("is passed where only some may ask", async () => {
    const keys = join(folder, "keys");
    await writeFile(keys, `${newKey("portal", ["classify"]).line}\n`);
    assert.deepEqual(await ask({ "access.keys": keys }), [0, "healthy: 200 ok"]);
  });

  it("is passed by a service that encrypts, whoever its certificate is for", async () => {
    const settings = {
      "tls.certificate": join(TLS, "localhost.pem"),
      "tls.key": join(TLS, "localhost-key.pem"),
    };
    const env = (port: string): NodeJS.ProcessEnv => {
      return { PORT: port, ESLABON_TLS_CERTIFICATE: settings["tls.certificate"] };
    };
    assert.deepEqual(await ask(settings, env), [0, "healthy: 200 Fontanería"]);
    const config = join(folder, "config.json");
    await writeFile(config, JSON.stringify({ tls: { certificate: settings["tls.certificate"] } }));
    const [code] = await ask(settings, (port) => ({ PORT: port, ESLABON_CONFIG: config }));
    assert.equal(code, 0);
  });

  it("asks at the port that the service's own variable names, if there is one", async () => {
    const own = (port: string): NodeJS.ProcessEnv => ({ PORT: "1", ESLABON_PORT: port });
    assert.deepEqual(await ask({}, own), [0, "healthy: 200 Fontanería"]);
  });

  it("fails where nobody listens", async () => {
    const [code, said] = await health({ PORT: "1" });
    assert.deepEqual([code, said], [1, ""]);
  });

  it("fails with a model that does not answer as it has to", async () => {
    const file = join(folder, "model", "model.json");
    const whole = await readFile(file, "utf8");
    const manifest = parseManifest(whole);
    await writeFile(
      file,
      formatManifest({ ...manifest, golden: [{ text: "bañera", label: "Carpintería" }] }),
    );
    assert.deepEqual(await ask(), [1, "unhealthy: 200 Fontanería"]);
    await writeFile(file, whole);
  });
});
