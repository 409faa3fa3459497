import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { listFiles } from "@eslabon/link";
import { npmSettings } from "../src/context/npm-settings.ts";
import { writeContext } from "../src/context/write-context.ts";
import { newFolder, writeFiles } from "./fixtures.ts";

describe("what a build sees of a link's folder", () => {
  it("is its files without what programs fill, with the Dockerfile and the health check of this package", async () => {
    const folder = await newFolder();
    await writeFiles(folder, {
      "package.json": {},
      "package-lock.json": {},
      "certificates/ca.pem": "",
      "node_modules/a/index.js": "",
      "build/image/index.json": "",
    });
    const context = join(await newFolder(), "context");
    await writeContext(folder, context);
    assert.deepEqual(await listFiles(context), [
      "Dockerfile",
      "certificates/ca.pem",
      "health.mjs",
      "package-lock.json",
      "package.json",
    ]);
  });

  it("has the link's own Dockerfile where there is one", async () => {
    const folder = await newFolder();
    await writeFiles(folder, { "package-lock.json": {}, Dockerfile: "FROM scratch\n" });
    const context = join(await newFolder(), "context");
    await writeContext(folder, context);
    assert.equal(await readFile(join(context, "Dockerfile"), "utf8"), "FROM scratch\n");
  });

  it("is nothing without a lockfile", async () => {
    const folder = await newFolder();
    await assert.rejects(writeContext(folder, join(folder, "context")), { code: "IMAGE_LOCK_ABSENT" });
  });
});

describe("npm's settings for a build", () => {
  it("are all that is configured of registries, what the environment says last, and nothing else", async () => {
    const folder = await newFolder();
    await writeFiles(folder, {
      "package.json": {},
      ".npmrc": "save-exact=true\n@own:registry=https://own.example\n//own.example/:_authToken=${TOKEN}\n",
    });
    const { npmrc } = await npmSettings(folder, {
      TOKEN: "t0",
      "npm_config_@tiny:registry": "http://127.0.0.1:1/",
      "npm_config_//127.0.0.1:1/:_authToken": "t1",
      npm_config_registry: "https://all.example/",
      npm_config_loglevel: "silent",
    });
    const lines = npmrc.split("\n");
    for (const line of [
      "@own:registry=https://own.example",
      "//own.example/:_authToken=t0",
      "@tiny:registry=http://127.0.0.1:1/",
      "//127.0.0.1:1/:_authToken=t1",
      "registry=https://all.example/",
    ]) {
      assert.ok(lines.includes(line), line);
    }
    assert.doesNotMatch(npmrc, /save-exact|loglevel/u);
  });

  it("name further authorities by the place that the build has them at", async () => {
    const folder = await newFolder();
    const { npmrc, ca } = await npmSettings(folder, { npm_config_cafile: "/etc/ca.pem" });
    assert.equal(ca, "/etc/ca.pem");
    assert.match(npmrc, /^cafile=\/run\/secrets\/ca$/mu);
  });
});
