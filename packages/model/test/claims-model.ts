import { join } from "node:path";
import { type AboutModel, loadModel, type Model, trainClassifier, writeModel } from "@eslabon/model";
import { claims } from "./claims.ts";
import { scratchFolder } from "./scratch.ts";

export const about: AboutModel = {
  name: "hogar",
  package: { name: "@hogar/model", version: "1.2.3", description: "Claims to trades", license: "CC0-1.0" },
  language: "es",
  fields: { text: "texto", label: "gremio" },
  data: { package: "@hogar/data", version: "1.0.0", digest: "sha256:00" },
};

/** Writes a model of the claims and loads it. */
export async function writeClaimsModel(
  more: Partial<AboutModel> = {},
): Promise<{ folder: string; model: Model }> {
  const folder = join(await scratchFolder(), "model");
  await writeModel(await trainClassifier(claims, { threads: 1 }), { ...about, ...more }, folder);
  return { folder, model: await loadModel(folder) };
}
