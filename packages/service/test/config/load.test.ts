import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { EslabonError } from "@eslabon/link";
import { type ConfigSources, loadServiceConfig } from "../../src/config/load.ts";

const folder = await mkdtemp(join(tmpdir(), "eslabon-config-"));

async function fileOf(content: unknown, name = "eslabon-service.json"): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}

/** Without what is in the environment of the tests. */
const load = (sources: ConfigSources = {}): ReturnType<typeof loadServiceConfig> =>
  loadServiceConfig({ env: {}, ...sources });

async function wrongOf(sources: ConfigSources): Promise<string[]> {
  try {
    await load(sources);
  } catch (error) {
    assert.ok(error instanceof EslabonError);
    assert.equal(error.code, "SERVICE_CONFIG_INVALID");
    const [, ...wrong] = error.message.split("\n");
    return wrong.map((line) => line.replace(/^ {2}- /u, ""));
  }
  return [];
}

describe("the configuration of a service", async () => {
  it("is what the defaults say when nobody says anything", async () => {
    const config = await load();
    assert.deepEqual(config, {
      host: "127.0.0.1",
      port: 8080,
      tls: {},
      access: {},
      rate: {},
      queue: { waiting: 1000, seconds: 10, target: 0.05 },
      batch: { rows: 10_000, bytes: 10_000_000, atOnce: 4 },
      log: { level: "info", size: 100_000, count: 2 },
      telemetry: { sample: 1 },
      events: { sample: 1 },
      feedback: { answers: 10_000 },
      versions: {},
    });
  });

  it("takes flags before the environment, that before the file, that before the declaration, that before the defaults", async () => {
    const file = await fileOf({ port: 3, host: "0.0.0.0" });
    const declared = { port: 4 };
    const env = { ESLABON_PORT: "2" };
    const portOf = async (sources: ConfigSources): Promise<number> => (await load(sources)).port;
    assert.equal(await portOf({ flags: { port: 1 }, env, file, declared }), 1);
    assert.equal(await portOf({ flags: { port: undefined }, env, file, declared }), 2);
    assert.equal(await portOf({ file, declared }), 3);
    assert.equal(await portOf({ declared }), 4);
    assert.equal(await portOf({}), 8080);
    assert.equal((await load({ env, file })).host, "0.0.0.0");
  });

  it("has a file that ESLABON_CONFIG names, with paths relative to it", async () => {
    const ESLABON_CONFIG = await fileOf({
      $schema: "schema.json",
      rate: { perSecond: 2.5 },
      feedback: { file: "labels.jsonl" },
      events: { to: "file:events.jsonl" },
    });
    const config = await load({ env: { ESLABON_CONFIG } });
    assert.equal(config.rate.perSecond, 2.5);
    assert.equal(config.feedback.file, join(folder, "labels.jsonl"));
    assert.equal(config.events.to, `file:${join(folder, "events.jsonl")}`);
  });

  it("reads each kind of value from the environment, by names that others use too", async () => {
    const config = await load({
      env: {
        PORT: "9000",
        HOST: "0.0.0.0",
        ESLABON_RATE_PER_SECOND: "0.5",
        ESLABON_LOG_LEVEL: "warn",
        ESLABON_VERSIONS_IMAGE: "1.2.3",
        ESLABON_VERSIONS_CHART: "",
        OTEL_EXPORTER_OTLP_ENDPOINT: "https://collector:4318",
      },
    });
    assert.equal(config.port, 9000);
    assert.equal(config.host, "0.0.0.0");
    assert.equal(config.rate.perSecond, 0.5);
    assert.equal(config.log.level, "warn");
    assert.deepEqual(config.versions, { image: "1.2.3" });
    assert.equal(config.telemetry.endpoint, "https://collector:4318");
    assert.equal((await load({ env: { PORT: "9000", ESLABON_PORT: "9001" } })).port, 9001);
  });

  it("does not mind what Kubernetes sets for Services of the same name", async () => {
    const config = await load({
      env: {
        ESLABON_PORT: "tcp://10.0.0.1:8080",
        ESLABON_SERVICE_HOST: "10.0.0.1",
        ESLABON_SERVICE_PORT: "8080",
        ESLABON_SERVICE_PORT_HTTP: "8080",
        ESLABON_PORT_8080_TCP_ADDR: "10.0.0.1",
        ESLABON_HOGAR_PORT: "tcp://10.0.0.2:8080",
        PORT: "9000",
      },
    });
    assert.equal(config.port, 9000);
  });

  it("says all that is wrong at once, and never a value", async () => {
    const file = await fileOf({ prot: 80, queue: { waiting: -1, longest: 3 }, log: "SECRET" });
    const wrong = await wrongOf({
      flags: { port: "SECRET" },
      env: {
        ESLABON_PROT: "SECRET",
        ESLABON_RATE_PER_SECOND: "SECRET",
        ESLABON_LOG_LEVEL: "SECRET",
        ESLABON_TLS_KEY: "/nowhere/key.pem",
        ESLABON_ACCESS_KEYS: "/nowhere/keys",
        ESLABON_ACCESS_ISSUER: "https://login.example.com",
        ESLABON_EVENTS_TO: "ftp:SECRET",
        ESLABON_FEEDBACK_FILE: "/nowhere/labels.jsonl",
      },
      file,
    });
    assert.deepEqual(wrong, [
      "ESLABON_PROT is no setting",
      `${file}: prot is no setting`,
      `${file}: queue.longest is no setting`,
      `${file}: log is no setting`,
      "--port must be integer",
      "ESLABON_RATE_PER_SECOND must be number",
      `${file}: queue.waiting must be >= 0`,
      "ESLABON_LOG_LEVEL must be one of trace, debug, info, warn, error, fatal, silent",
      'ESLABON_EVENTS_TO must match pattern "^(stdout|file:.+|kafka:[^/]+/.+)$"',
      "tls.key needs tls.certificate",
      "access.issuer needs access.audience",
      "access.keys: /nowhere/keys cannot be read (ENOENT)",
      "tls.key: /nowhere/key.pem cannot be read (ENOENT)",
      "feedback.file: /nowhere/labels.jsonl cannot be written (ENOENT)",
    ]);
  });

  const digest = `sha256:${"0".repeat(64)}`;
  for (const [what, flags, expected] of [
    [
      "a proxy that has no address",
      { proxies: "10.0.0.0/8, proxy" },
      /^proxies must be addresses and networks/,
    ],
    ["a network with too many bits", { proxies: "10.0.0.0/33" }, /^proxies must be addresses and networks/],
    ["a burst without a rate", { "rate.burst": 3 }, /^rate\.burst needs rate\.perSecond$/],
    ["the size of no log", { "log.size": 5000 }, /^log\.size needs log\.file$/],
    [
      "keys of nobody",
      { "access.jwks": "https://login.example.com/keys" },
      /^access\.jwks needs access\.issuer$/,
    ],
    [
      "one file for two",
      { "log.file": join(folder, "a"), "events.to": `file:${join(folder, "a")}` },
      /another setting writes to$/,
    ],
    ["a folder as a file", { "feedback.file": folder }, /is a folder$/],
    [
      "a broken key",
      { "access.keys": await fileOf(`a ${digest} classify\nb SECRET classify`, "broken") },
      /broken, line 2: must be: name sha256:/,
    ],
    [
      "an unknown scope",
      { "access.keys": await fileOf(`a ${digest} root`, "scope") },
      /line 1: the scopes are classify, metrics, admin$/,
    ],
    ["a file of no keys", { "access.keys": await fileOf("# none\n", "none") }, /holds no key$/],
    [
      "a key that is none",
      { "tls.key": await fileOf("a", "key"), "tls.certificate": await fileOf("b", "cert") },
      /^tls\.certificate and tls\.key do not go together/,
    ],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const wrong = await wrongOf({ flags });
      assert.equal(wrong.length, 1, wrong.join("\n"));
      assert.match(wrong[0]!, expected);
      assert.doesNotMatch(wrong[0]!, /SECRET/);
    });
  }

  it("refuses a key that is another certificate's", async () => {
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const key = await fileOf(privateKey.export({ type: "pkcs8", format: "pem" }), "other.pem");
    const certificate = new URL("../fixtures/tls/localhost.pem", import.meta.url).pathname;
    const [wrong] = await wrongOf({ flags: { "tls.certificate": certificate, "tls.key": key } });
    assert.match(wrong!, /do not go together/);
  });

  for (const [what, content, expected] of [
    ["that is no JSON", "{", /is not JSON$/],
    ["that is no object", "[]", /must hold a JSON object$/],
  ] as const) {
    it(`refuses a file ${what}`, async () => {
      assert.match((await wrongOf({ file: await fileOf(content) }))[0]!, expected);
    });
  }

  it("refuses a file that is not there", async () => {
    assert.deepEqual(await wrongOf({ file: "/nowhere.json" }), ["/nowhere.json cannot be read (ENOENT)"]);
  });
});
