import { type Model, loadModel, type TrainedClassifier, writeModel } from "@eslabon/model";

/** The fields of the sets' rows. */
const fields = { text: "text", label: "label" };

/** Writes what was trained as a model package and loads it again, so that what answers is what would be shipped. */
export async function storeAndLoad(trained: TrainedClassifier, folder: string): Promise<Model> {
  const about = {
    name: "bench",
    package: { name: "@eslabon/bench-model", version: "0.0.0", description: "", license: "UNLICENSED" },
    fields,
    data: { package: "@eslabon/bench-data", version: "0.0.0", digest: "" },
  };
  await writeModel(trained, about, folder);
  return loadModel(folder);
}
