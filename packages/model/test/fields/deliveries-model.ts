import { join } from "node:path";
import { learnFields, loadModel, type Model, trainClassifier, withFacts, writeModel } from "@eslabon/model";
import { scratchFolder } from "../scratch.ts";
import { definitions, deliveries } from "./deliveries.ts";

/** Writes a model of the deliveries and loads it. */
export async function writeDeliveriesModel(threads = 1): Promise<{ folder: string; model: Model }> {
  const folder = join(await scratchFolder(), "model");
  const extra = await learnFields(definitions, deliveries);
  const trained = await trainClassifier(withFacts(deliveries, extra), { threads });
  await writeModel(
    trained,
    {
      name: "avisos",
      package: { name: "@avisos/model", version: "1.0.0", description: "", license: "CC0-1.0" },
      fields: { text: "texto", label: "destino", extra },
      data: { package: "@avisos/data", version: "1.0.0", digest: "sha256:00" },
    },
    folder,
  );
  return { folder, model: await loadModel(folder) };
}
