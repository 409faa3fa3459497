import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import type { EslabonError } from "@eslabon/link";
import { readDeployment } from "../src/environments/read.ts";
import { sizeOf } from "../src/environments/sizing.ts";
import { takeVersions } from "../src/environments/take-versions.ts";
import { scratch } from "./scratch.ts";

const DIGEST = `sha256:${"a".repeat(64)}`;
const MINIMAL = "cluster: local\nnamespace: namespace.yaml\nurl: http://tiny.example.com\n";

async function environment(
  text: string,
  namespace = "kind: Namespace\nmetadata: { name: tiny-test }\n",
): Promise<string> {
  const folder = await scratch();
  await writeFile(join(folder, "namespace.yaml"), namespace);
  const file = join(folder, "test.yaml");
  await writeFile(file, text);
  return file;
}

const CAPACITY = "{ requestsPerSecond: 500, cores: 1.02, residentBytes: 125829120 }";

describe("the file of an environment", () => {
  it("names the namespace by its file", async () => {
    const { namespaceName, allValues } = await readDeployment(await environment(MINIMAL));
    assert.equal(namespaceName, "tiny-test");
    assert.deepEqual(allValues, {});
  });

  for (const [reference, image] of [
    [
      `registry.lan:5000/tiny/image:1.0.0@${DIGEST}`,
      { repository: "registry.lan:5000/tiny/image", tag: "1.0.0" },
    ],
    [`registry.lan:5000/tiny/image@${DIGEST}`, { repository: "registry.lan:5000/tiny/image", tag: "" }],
    [`tiny:1.0.0-rc.1@${DIGEST}`, { repository: "tiny", tag: "1.0.0-rc.1" }],
  ] as const) {
    it(`gives the chart the image ${reference.replace(DIGEST, "sha256:…")}`, async () => {
      const { allValues } = await readDeployment(await environment(`${MINIMAL}image: ${reference}\n`));
      assert.deepEqual(allValues, { image: { ...image, digest: DIGEST } });
    });
  }

  for (const [what, text, message] of [
    ["no YAML", "cluster: [", /test\.yaml/u],
    ["an unknown key", `${MINIMAL}chrat: 1.0.0\n`, /chrat/u],
    ["an image without a digest", `${MINIMAL}image: tiny/image:1.0.0\n`, /image/u],
    ["no URL", MINIMAL.replace("http://", ""), /url/u],
    [
      "a namespace file that is not there",
      MINIMAL.replace("namespace.yaml", "other.yaml"),
      /other\.yaml.*ENOENT/u,
    ],
  ] as const) {
    it(`is refused with ${what}`, async () => {
      await assert.rejects(readDeployment(await environment(text)), (error: EslabonError) => {
        assert.equal(error.code, "ENVIRONMENT_INVALID");
        assert.match(error.message, message);
        return true;
      });
    });
  }

  it("is refused when the namespace's file is one of something else", async () => {
    const file = await environment(MINIMAL, "kind: ConfigMap\nmetadata: { name: x }\n");
    await assert.rejects(readDeployment(file), { code: "ENVIRONMENT_INVALID" });
  });

  it("takes versions, and keeps its comments", async () => {
    const file = await environment(`# by hand\n${MINIMAL}chart: 1.0.0 # tried\n`);
    await takeVersions(file, { chart: "1.1.0", image: `tiny/image:1.1.0@${DIGEST}` });
    const text = await readFile(file, "utf8");
    assert.match(text, /^# by hand\n/u);
    assert.match(text, /^chart: 1\.1\.0 # tried$/mu);
    assert.equal((await readDeployment(file)).chart, "1.1.0");
  });
});

describe("the sizing of an environment", () => {
  it("follows from what a pod was measured to hold", async () => {
    const sizing = `sizing: { requestsPerSecond: 1500, capacity: ${CAPACITY} }\n`;
    const { allValues } = await readDeployment(await environment(MINIMAL + sizing));
    assert.deepEqual(allValues, {
      // 1.02 cores at full load, 0.714 at the planned one, which is half of what is requested at most.
      resources: { requests: { cpu: "2", memory: "320Mi" }, limits: { cpu: "4", memory: "320Mi" } },
      // 350 requests/s each are planned with.
      autoscaling: { minReplicas: 2, maxReplicas: 5 },
    });
  });

  it("gives way to what the file itself says", async () => {
    const text = `${MINIMAL}sizing: { requestsPerSecond: 1500, capacity: ${CAPACITY} }\nvalues: { autoscaling: { maxReplicas: 20 } }\n`;
    const { allValues } = await readDeployment(await environment(text));
    assert.deepEqual((allValues as { autoscaling: object }).autoscaling, { minReplicas: 2, maxReplicas: 20 });
  });

  it("never asks for fewer than two pods", () => {
    const capacity = { requestsPerSecond: 500, cores: 1, residentBytes: 1 };
    assert.equal(sizeOf({ requestsPerSecond: 1, capacity }).replicas, 2);
  });
});
