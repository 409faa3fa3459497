import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { gunzipSync } from "node:zlib";
import { listFiles } from "@eslabon/link";
import { blobFile } from "@eslabon/oci";
import { create } from "tar";
import { packArchive, unpackArchive } from "../src/layout/archive.ts";
import { withLabels, withoutNotes } from "../src/layout/image-config.ts";
import { readImage, writeImage } from "../src/layout/image-layout.ts";
import { stampImage } from "../src/stamp.ts";
import { newFolder, writeFiles } from "./fixtures.ts";

const LAYERS = ["the base", "the service"];

/** An archive as podman and docker save images. */
async function savedImage(): Promise<string> {
  const folder = await newFolder();
  const diffIds = LAYERS.map((text) => `sha256:${createHash("sha256").update(text).digest("hex")}`);
  await writeFiles(folder, {
    "manifest.json": [{ Config: "config.json", RepoTags: ["x:y"], Layers: ["0.tar", "1.tar"] }],
    "config.json": {
      architecture: "amd64",
      os: "linux",
      created: "1970-01-01T00:00:00Z",
      container: "what a builder notes",
      config: {
        Hostname: "4f1a",
        User: "1001:0",
        Env: ["PATH=/bin"],
        Cmd: null,
        Healthcheck: { Test: ["CMD", "a"] },
      },
      rootfs: { type: "layers", diff_ids: diffIds },
    },
    "0.tar": LAYERS[0],
    "1.tar": LAYERS[1],
  });
  const archive = join(folder, "image.tar");
  await create({ file: archive, cwd: folder }, ["manifest.json", "config.json", "0.tar", "1.tar"]);
  return archive;
}

async function layout(): Promise<string> {
  const folder = await newFolder();
  const { config, layers } = await unpackArchive(await savedImage(), folder);
  await writeImage(
    folder,
    withLabels(withoutNotes(config), { "org.opencontainers.image.title": "x" }),
    layers,
  );
  await writeFiles(folder, {
    "sbom.cdx.json": { metadata: { component: { name: "x", version: "0.0.0" } }, components: [] },
  });
  return folder;
}

describe("the layout of an image", () => {
  it("has the layers that a builder saved, compressed, and how they are run, without a builder's notes", async () => {
    const folder = await layout();
    const { manifest, config } = await readImage(folder);
    const texts = await Promise.all(
      manifest.layers.map(async ({ digest, size }) => {
        const packed = await readFile(blobFile(folder, digest));
        assert.equal(packed.length, size);
        return gunzipSync(packed).toString();
      }),
    );
    assert.deepEqual(texts, LAYERS);
    assert.deepEqual(Object.keys(config), ["created", "architecture", "os", "config", "rootfs"]);
    assert.deepEqual(Object.keys(config.config).sort(), ["Env", "Healthcheck", "Labels", "User"]);
    assert.deepEqual(manifest.annotations, config.config.Labels);
  });

  it("is the same each time", async () => {
    assert.equal((await readImage(await layout())).digest, (await readImage(await layout())).digest);
  });

  it("gets its version without touching a layer, and says it everywhere", async () => {
    const folder = await layout();
    const before = await readImage(folder);
    // As when a candidate comes from a registry, which gives no layers.
    for (const { digest } of before.manifest.layers) await writeFile(blobFile(folder, digest), "");
    await stampImage(folder, "1.2.3");
    const { manifest, config } = await readImage(folder);
    assert.deepEqual(manifest.layers, before.manifest.layers);
    assert.equal(config.config.Labels?.["org.opencontainers.image.version"], "1.2.3");
    assert.equal(manifest.annotations?.["org.opencontainers.image.version"], "1.2.3");
    assert.deepEqual(config.config.Env, ["PATH=/bin", "ESLABON_VERSIONS_IMAGE=1.2.3"]);
    const sbom = JSON.parse(await readFile(join(folder, "sbom.cdx.json"), "utf8")) as object;
    assert.deepEqual(sbom, { metadata: { component: { name: "x", version: "1.2.3" } }, components: [] });
  });

  it("has no more files after another version than after the first", async () => {
    const folder = await layout();
    await stampImage(folder, "1.0.0-rc.1");
    const before = await listFiles(folder);
    await stampImage(folder, "1.0.0");
    assert.equal((await listFiles(folder)).length, before.length);
    const { config } = await readImage(folder);
    assert.deepEqual(config.config.Env, ["PATH=/bin", "ESLABON_VERSIONS_IMAGE=1.0.0"]);
  });

  it("comes back from the archive that is loaded to run it", async () => {
    const folder = await layout();
    const archive = join(await newFolder(), "image.tar");
    await packArchive(folder, archive, "localhost/x:y");
    const { config } = await unpackArchive(archive, await newFolder());
    assert.deepEqual(config, (await readImage(folder)).config);
  });
});
