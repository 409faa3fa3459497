import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { EslabonError, readPackage } from "@eslabon/link";
import { blobFile, readLayout } from "@eslabon/oci";
import { extract } from "tar";
import { parse } from "yaml";
import { defineChart } from "../src/definition.ts";
import { writeChartLayout } from "../src/package/chart-layout.ts";
import { releasedImage, scratch } from "./scratch.ts";
import { tinyChart } from "./tiny.ts";

interface Chart {
  readonly version: string;
  readonly appVersion?: string;
  readonly annotations: Readonly<Record<string, string>>;
}

/** What a chart's layer holds, as Helm unpacks it. */
async function unpack(
  artifact: string,
): Promise<{ chart: Chart; values: { image: object }; folder: string }> {
  const { manifest } = await readLayout(artifact);
  const folder = await scratch();
  await extract({ file: blobFile(artifact, manifest.layers[0]!.digest), cwd: folder });
  const read = async (file: string): Promise<unknown> =>
    parse(await readFile(join(folder, "tiny", file), "utf8"));
  return {
    chart: (await read("Chart.yaml")) as Chart,
    values: (await read("values.yaml")) as { image: object },
    folder: join(folder, "tiny"),
  };
}

describe("a chart's artifact", () => {
  it("is an OCI artifact of Helm's kinds", async () => {
    const { manifest } = await readLayout((await tinyChart()).folder);
    assert.equal(manifest.config.mediaType, "application/vnd.cncf.helm.config.v1+json");
    assert.deepEqual(
      manifest.layers.map(({ mediaType }) => mediaType),
      ["application/vnd.cncf.helm.chart.content.v1.tar+gzip"],
    );
  });

  it("is the same bytes from the same inputs", async () => {
    const image = await releasedImage();
    const [one, other] = [await tinyChart({ image }), await tinyChart({ image })];
    assert.equal(one.digest, other.digest);
  });

  it("names the released image by its digest, and where a cluster pulls it from", async () => {
    const image = await releasedImage("1.2.3");
    const { digest } = (await readLayout(image)).descriptor;
    const { chart, values } = await unpack(
      (await tinyChart({ image, place: "registry.lan:5000/tiny" })).folder,
    );
    assert.equal(chart.appVersion, "1.2.3");
    assert.equal(chart.annotations["dev.eslabon.image"], `registry.lan:5000/tiny/image:1.2.3@${digest}`);
    assert.deepEqual(
      { ...values.image },
      {
        repository: "registry.lan:5000/tiny/image",
        tag: "",
        digest,
        pullPolicy: "IfNotPresent",
        pullSecret: "",
      },
    );
  });

  it("leaves the repository open where the image is in a folder, since a cluster cannot pull from there", async () => {
    const { chart, values } = await unpack(
      (await tinyChart({ image: await releasedImage(), place: "/srv/oci" })).folder,
    );
    assert.equal((values.image as { repository: string }).repository, "");
    assert.equal(chart.annotations["dev.eslabon.image"], undefined);
  });

  it("takes its version when it is released, and nothing else changes", async () => {
    const { folder } = await tinyChart();
    const before = await unpack(folder);
    await writeChartLayout(folder, "1.1.0");
    const stamped = await unpack(folder);
    assert.deepEqual(stamped.chart, { ...before.chart, version: "1.1.0" });
    assert.deepEqual(stamped.values, before.values);
    const once = (await readLayout(folder)).descriptor.digest;
    // A final release is made of its candidate's files, which have been stamped before.
    await writeChartLayout(folder, "1.1.0-rc.1");
    await writeChartLayout(folder, "1.1.0");
    assert.equal((await readLayout(folder)).descriptor.digest, once);
    assert.equal((await readPackage(folder)).version, "0.0.0");
  });

  it("has the defaults of its definition in place of those of all charts, in values.yaml, schema and README", async () => {
    const values = { autoscaling: { maxReplicas: 7 }, config: { log: { level: "warn" } } };
    const { folder } = await unpack((await tinyChart({ values })).folder);
    const yaml = await readFile(join(folder, "values.yaml"), "utf8");
    assert.match(yaml, /# autoscaling\.maxReplicas -- The most pods\.\n {2}maxReplicas: 7\n/u);
    const schema = JSON.parse(await readFile(join(folder, "values.schema.json"), "utf8")) as {
      properties: { autoscaling: { properties: { maxReplicas: { default: number } } } };
    };
    assert.equal(schema.properties.autoscaling.properties.maxReplicas.default, 7);
    const readme = await readFile(join(folder, "README.md"), "utf8");
    assert.match(readme, /\| `autoscaling\.maxReplicas` \| `7` \| The most pods\. \|/u);
    assert.match(readme, /\| `config` \| `\{"log":\{"level":"warn"\}\}` \|/u);
  });
});

describe("a chart's definition", () => {
  it("is refused without an example, or with what is no setting", () => {
    const invalid = (error: unknown): boolean =>
      error instanceof EslabonError && error.code === "CHART_DEFINITION_INVALID";
    assert.throws(() => defineChart({ examples: [] }), invalid);
    assert.throws(() => defineChart({ examples: [{ input: "x", label: "y" }], vals: {} } as never), invalid);
  });

  it("is refused with values that no chart has, each of which is named", async () => {
    const values = { autoscaling: { maxReplica: 3 }, replicas: -1 } as never;
    await assert.rejects(tinyChart({ values }), (error: EslabonError) => {
      assert.equal(error.code, "CHART_VALUES_INVALID");
      assert.match(error.message, /replicas must be[^]*autoscaling\/maxReplica/u);
      return true;
    });
  });
});
