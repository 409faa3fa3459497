import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Change, digestFolder, scratchFolder } from "@eslabon/link";
import { unpackChart } from "./package/chart-layout.ts";

interface Schema {
  readonly type?: unknown;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
}

/**
 * What has changed for who deploys a chart, from one artifact of it to another: values that are gone or of another type break their values
 * files; other defaults are seen in what runs.
 *
 * @throws EslabonError `CHART_PACKAGE_BROKEN`.
 */
export async function chartChanges(released: string, next: string): Promise<readonly Change[]> {
  using scratch = await scratchFolder("chart");
  const [before, after] = [join(scratch.path, "before"), join(scratch.path, "after")];
  await unpackChart(released, before);
  await unpackChart(next, after);
  const values = valueChanges(await readSchema(before), await readSchema(after));
  const templates = ["templates", "files"].map((name) => [join(before, name), join(after, name)] as const);
  for (const [one, other] of templates) {
    if ((await digestFolder(one)) !== (await digestFolder(other))) {
      return [...values, { what: "its templates are others", step: "patch" }];
    }
  }
  return values;
}

async function readSchema(chart: string): Promise<Schema> {
  return JSON.parse(await readFile(join(chart, "values.schema.json"), "utf8")) as Schema;
}

/** The image is told of by the link's dependency. */
const OF_THE_IMAGE = new Set(["image.digest"]);

function valueChanges(before: Schema, after: Schema, above = ""): readonly Change[] {
  const [old, now] = [before.properties ?? {}, after.properties ?? {}];
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])];
  return names.flatMap((name) => {
    const path = above + name;
    const [one, other] = [old[name], now[name]];
    if (!other) return [{ what: `the value ${path} is gone`, step: "major" }];
    if (!one) return [{ what: `the value ${path} is new`, step: "minor" }];
    if (JSON.stringify(one.type) !== JSON.stringify(other.type)) {
      return [{ what: `the value ${path} is of another type`, step: "major" }];
    }
    if (one.properties || other.properties) return valueChanges(one, other, `${path}.`);
    const same = JSON.stringify(one.default) === JSON.stringify(other.default);
    return same || OF_THE_IMAGE.has(path)
      ? []
      : [{ what: `the value ${path} has another default`, step: "minor" }];
  });
}
