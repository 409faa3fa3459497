import { join } from "node:path";
import type { Artifact } from "@eslabon/link";
import { buildChart } from "../src/build.ts";
import type { ChartDefinition } from "../src/definition.ts";
import { scratch } from "./scratch.ts";

const EXAMPLES = [{ input: "the tap drips", label: "plumber" }];

interface Options {
  readonly values?: NonNullable<ChartDefinition["values"]>;
  /** The folder of a released image. */
  readonly image?: string;
  readonly place?: string;
}

/** The chart of a tiny chain. */
export async function tinyChart({ values, image = "", place }: Options = {}): Promise<Artifact> {
  const out = join(await scratch(), "chart");
  return buildChart({
    definition: { examples: EXAMPLES, ...(values && { values }) },
    package: { name: "@tiny/chart", version: "0.0.0", description: "Tells trades", license: "Apache-2.0" },
    folder: await scratch(),
    image,
    place,
    out,
  });
}
