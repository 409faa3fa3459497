import assert from "node:assert/strict";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { readContents } from "../src/contents.ts";
import { goldenQuestion } from "../src/check/golden.ts";
import { labelsOf } from "../src/labels.ts";
import { imageProject, writeFiles, writeTinyModel } from "./fixtures.ts";

const SERVICE = "node_modules/@tiny/service";

describe("what an image is made of", () => {
  let folder: string;
  before(async () => {
    folder = await imageProject();
  });

  it("is the service and the model that its package.json names", async () => {
    const { service, model, manifest } = await readContents(folder, join(folder, SERVICE));
    assert.deepEqual([service.name, service.version], ["@tiny/service", "2.0.0"]);
    assert.deepEqual([model.name, model.version, manifest.name], ["@tiny/model", "1.1.0", "tiny"]);
  });

  it("is on its labels, with the data behind the model, the base and the commit", async () => {
    const contents = await readContents(folder, join(folder, SERVICE));
    const about = { name: "@tiny/image", version: "0.0.0", description: "Answers", license: "Apache-2.0" };
    const baseImage = { digest: "sha256:1", layers: [] };
    const labels = labelsOf({
      package: about,
      contents,
      base: "node:24-slim",
      baseImage,
      epoch: 1,
      revision: "abc",
    });
    assert.deepEqual(labels, {
      "org.opencontainers.image.created": "1970-01-01T00:00:01.000Z",
      "org.opencontainers.image.title": "@tiny/image",
      "org.opencontainers.image.description": "Answers",
      "org.opencontainers.image.licenses": "Apache-2.0",
      "org.opencontainers.image.base.name": "docker.io/library/node:24-slim",
      "org.opencontainers.image.base.digest": "sha256:1",
      "org.opencontainers.image.revision": "abc",
      "dev.eslabon.data.version": "1.0.1",
      "dev.eslabon.model.name": "@tiny/model",
      "dev.eslabon.model.version": "1.1.0",
      "dev.eslabon.service.name": "@tiny/service",
      "dev.eslabon.service.version": "2.0.0",
    });
  });

  it("is refused where no dependency is a model", async () => {
    const other = await imageProject();
    await writeFiles(other, { "package.json": { dependencies: { "@tiny/service": "2.0.0" } } });
    await assert.rejects(readContents(other, join(other, SERVICE)), { code: "IMAGE_MODEL_ABSENT" });
  });

  it("is refused where the service would answer with another model, which npm installs where its range wants one", async () => {
    const other = await imageProject();
    await writeTinyModel(join(other, SERVICE, "node_modules/@tiny/model"));
    await assert.rejects(readContents(other, join(other, SERVICE)), { code: "IMAGE_MODEL_OTHER" });
  });

  it("cannot be tested where the model has nothing that it must answer", async () => {
    const other = await imageProject();
    await writeTinyModel(join(other, "node_modules/@tiny/model"), []);
    const { manifest } = await readContents(other, join(other, SERVICE));
    assert.throws(() => goldenQuestion(manifest), { code: "IMAGE_GOLDEN_ABSENT" });
  });
});
