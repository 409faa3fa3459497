import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FieldDefinitions, learnFields, trainClassifier, withFacts, writeModel } from "@eslabon/model";

const FIELDS: FieldDefinitions = {
  importe: { type: "number", required: true },
  canal: { type: "category" },
  fecha: { type: "date" },
};
const rows = Array.from({ length: 60 }, (_, row) => ({
  text: "se ha roto la ventana",
  label: row < 30 ? "Tienda" : "Peritaje",
  fields: { importe: 20 * row, canal: row % 2 === 0 ? "web" : "app", fecha: `2026-0${1 + (row % 9)}-09` },
}));

/** Writes a model that tells by the amount alone, which is needed or not, and gives the folder of its package. */
export async function writeFieldsModel(required = true): Promise<string> {
  const folder = join(await mkdtemp(join(tmpdir(), "eslabon-fields-")), "model");
  const extra = await learnFields({ ...FIELDS, importe: { type: "number", required } }, rows);
  await writeModel(
    await trainClassifier(withFacts(rows, extra), { threads: 1 }),
    {
      name: "hogar",
      package: { name: "@hogar/model", version: "1.1.0", description: "", license: "Apache-2.0" },
      fields: { text: "texto", label: "destino", extra },
      data: { package: "@hogar/data", version: "1.0.1", digest: "" },
      golden: [rows[2]!, rows[58]!],
    },
    folder,
  );
  return folder;
}
