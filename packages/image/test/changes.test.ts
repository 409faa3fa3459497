import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Change } from "@eslabon/link";
import { imageChanges } from "../src/changes.ts";
import type { ContainerConfig } from "../src/layout/image-config.ts";
import { writeImage } from "../src/layout/image-layout.ts";
import { newFolder, writeFiles } from "./fixtures.ts";

interface Described {
  readonly config?: ContainerConfig;
  readonly base?: string;
  readonly digest?: string;
  readonly packages?: Readonly<Record<string, string>>;
}

async function image({
  config = {},
  base = "node:24-slim",
  digest = "sha256:1",
  packages = { fastify: "5.0.0" },
}: Described): Promise<string> {
  const folder = await newFolder();
  const Labels = {
    "org.opencontainers.image.base.name": base,
    "org.opencontainers.image.base.digest": digest,
  };
  const rootfs = { type: "layers", diff_ids: [] } as const;
  await writeImage(folder, { architecture: "amd64", os: "linux", config: { ...config, Labels }, rootfs }, []);
  const components = Object.entries(packages).map(([name, version]) => ({ type: "library", name, version }));
  await writeFiles(folder, { "sbom.cdx.json": { components } });
  return folder;
}

async function changes(before: Described, after: Described): Promise<readonly Change[]> {
  return imageChanges(await image(before), await image(after));
}

describe("what changes from one image to another", () => {
  it("is nothing between the same two, whatever their versions", async () => {
    const env = (version: string): Described => ({ config: { Env: [`ESLABON_VERSIONS_IMAGE=${version}`] } });
    assert.deepEqual(await changes(env("1.0.0"), env("1.0.1")), []);
  });

  const cases: [what: string, before: Described, after: Described, change: Change][] = [
    [
      "another base",
      {},
      { base: "node:26-slim" },
      { what: "base node:24-slim → node:26-slim", step: "patch" },
    ],
    [
      "another build of the base",
      {},
      { digest: "sha256:2" },
      { what: "another build of the base node:24-slim", step: "patch" },
    ],
    [
      "another version of a package",
      {},
      { packages: { fastify: "5.0.1" } },
      { what: "1 package in it: fastify", step: "patch" },
    ],
    [
      "another package",
      {},
      { packages: { fastify: "5.0.0", kafkajs: "2.0.0" } },
      { what: "1 package in it: kafkajs", step: "patch" },
    ],
    [
      "a new port",
      {},
      { config: { ExposedPorts: { "9090/tcp": {} } } },
      { what: "port 9090/tcp added", step: "minor" },
    ],
    [
      "a port that is gone",
      { config: { ExposedPorts: { "8080/tcp": {} } } },
      {},
      { what: "port 8080/tcp is no longer there", step: "major" },
    ],
    [
      "another variable",
      { config: { Env: ["PORT=8080"] } },
      { config: { Env: ["PORT=80"] } },
      { what: "variable PORT", step: "minor" },
    ],
    [
      "another user",
      { config: { User: "1001:0" } },
      { config: { User: "0" } },
      { what: "its user", step: "minor" },
    ],
    [
      "another health check",
      {},
      { config: { Healthcheck: { Test: ["CMD", "a"] } } },
      { what: "its health check", step: "minor" },
    ],
  ];
  for (const [what, before, after, change] of cases) {
    it(`is a ${change.step} for ${what}`, async () => {
      assert.deepEqual(await changes(before, after), [change]);
    });
  }
});
