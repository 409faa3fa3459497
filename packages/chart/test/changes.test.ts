import assert from "node:assert/strict";
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import type { Change } from "@eslabon/link";
import { chartChanges } from "../src/changes.ts";
import { CHART_FILE, unpackChart } from "../src/package/chart-layout.ts";
import { packChart } from "../src/package/pack.ts";
import { releasedImage, scratch } from "./scratch.ts";
import { tinyChart } from "./tiny.ts";

interface Schema {
  properties: Record<string, object>;
}

/** A chart like another one, but for what is edited in the files of its archive. */
async function edited(artifact: string, edit: (chart: string) => Promise<void>): Promise<string> {
  const folder = join(await scratch(), "chart");
  await cp(artifact, folder, { recursive: true });
  const chart = join(await scratch(), "tiny");
  await mkdir(chart);
  await unpackChart(folder, chart);
  await edit(chart);
  await packChart(chart, "tiny", join(folder, CHART_FILE));
  return folder;
}

const withSchema =
  (edit: (schema: Schema) => void) =>
  async (chart: string): Promise<void> => {
    const file = join(chart, "values.schema.json");
    const schema = JSON.parse(await readFile(file, "utf8")) as Schema;
    edit(schema);
    await writeFile(file, JSON.stringify(schema));
  };

async function changesOf(edit: (chart: string) => Promise<void>): Promise<readonly Change[]> {
  const { folder } = await tinyChart();
  return chartChanges(folder, await edited(folder, edit));
}

describe("what has changed of a chart", () => {
  it("is nothing for the same sources, whatever image they are for", async () => {
    const before = await tinyChart({ image: await releasedImage("1.0.0"), place: "registry.lan/tiny" });
    const after = await tinyChart({ image: await releasedImage("1.1.0"), place: "registry.lan/tiny" });
    assert.deepEqual(await chartChanges(before.folder, after.folder), []);
  });

  it("is major when a value is gone", async () => {
    const changes = await changesOf(withSchema(({ properties }) => delete properties.replicas));
    assert.deepEqual(changes, [{ what: "the value replicas is gone", step: "major" }]);
  });

  it("is major when a value is of another type", async () => {
    const changes = await changesOf(
      withSchema(({ properties }) => (properties.replicas = { type: "string" })),
    );
    assert.deepEqual(changes, [{ what: "the value replicas is of another type", step: "major" }]);
  });

  it("is minor when a value is new, or has another default", async () => {
    const added = await changesOf(withSchema(({ properties }) => (properties.sidecar = { type: "string" })));
    assert.deepEqual(added, [{ what: "the value sidecar is new", step: "minor" }]);
    const [before, after] = [
      await tinyChart(),
      await tinyChart({ values: { autoscaling: { maxReplicas: 9 } } }),
    ];
    assert.deepEqual(await chartChanges(before.folder, after.folder), [
      { what: "the value autoscaling.maxReplicas has another default", step: "minor" },
    ]);
  });

  it("is a patch when templates are others", async () => {
    const changes = await changesOf((chart) => writeFile(join(chart, "templates", "more.yaml"), "# more\n"));
    assert.deepEqual(changes, [{ what: "its templates are others", step: "patch" }]);
  });
});
