import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Example, loadModel, type Model, trainClassifier, writeModel } from "@eslabon/model";

const claims: Record<string, string[]> = {
  Fontanería: [
    "Tengo un charco en el baño",
    "La bañera pierde agua por el desagüe",
    "Gotea el grifo de la cocina",
    "Se ha roto una tubería y sale agua",
    "El inodoro está atascado y rebosa agua",
    "Fuga de agua debajo del lavabo",
    "El grifo de la ducha gotea toda la noche",
    "Hay humedad en la pared por una tubería rota",
    "El desagüe del fregadero está atascado",
    "Sale agua por la bañera del vecino y gotea",
  ],
  Electrodomésticos: [
    "La lavadora no centrifuga",
    "El frigorífico no enfría",
    "El horno no calienta",
    "La lavadora hace ruido al centrifugar",
    "El lavavajillas no arranca",
    "El frigorífico hace ruido y no enfría bien",
    "La secadora no calienta la ropa",
    "El microondas no enciende",
    "El horno se apaga solo y no calienta",
    "El lavavajillas no arranca desde ayer",
  ],
  Carpintería: [
    "La puerta de madera no cierra",
    "Se ha roto la bisagra de la puerta",
    "La ventana de madera no encaja en el marco",
    "El armario tiene la puerta descolgada",
    "El parqué se ha levantado en el salón",
    "La persiana de madera está rota",
    "Hay que cepillar la puerta porque roza el marco",
    "La bisagra del armario está rota",
    "El marco de la ventana está astillado",
    "Se ha astillado el parqué de la puerta",
  ],
};

const GOLDEN: readonly Example[] = [
  { text: "Tengo un charco en el baño", label: "Fontanería" },
  { text: "El frigorífico no enfría", label: "Electrodomésticos" },
];

/** Trains a small model, writes its package and gives the folder. */
export async function writeTinyModel(golden = GOLDEN): Promise<string> {
  const rows = Object.entries(claims).flatMap(([label, texts]) => texts.map((text) => ({ text, label })));
  const folder = join(await mkdtemp(join(tmpdir(), "eslabon-service-")), "model");
  const trained = await trainClassifier(asAsync(rows), { threads: 1 });
  await writeModel(
    trained,
    {
      name: "hogar",
      package: {
        name: "@hogar/model",
        version: "1.1.0",
        description: "Claims to trades",
        license: "Apache-2.0",
      },
      language: "es",
      fields: { text: "texto", label: "gremio" },
      data: { package: "@hogar/data", version: "1.0.1", digest: `sha256:${"0".repeat(64)}` },
      golden,
    },
    folder,
  );
  return folder;
}

export async function tinyModel(): Promise<Model> {
  return loadModel(await writeTinyModel());
}

async function* asAsync<T>(rows: readonly T[]): AsyncIterable<T> {
  for (const row of rows) yield await Promise.resolve(row);
}
