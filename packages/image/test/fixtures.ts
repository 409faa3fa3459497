import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Example, trainClassifier, writeModel } from "@eslabon/model";

export const newFolder = (): Promise<string> => mkdtemp(join(tmpdir(), "eslabon-image-test-"));

/** Files by their paths; what is no text is written as JSON. */
export async function writeFiles(folder: string, files: Readonly<Record<string, unknown>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, typeof content === "string" ? content : JSON.stringify(content));
  }
}

const THINGS = {
  Fontanería: ["El grifo", "La bañera", "El inodoro", "La tubería", "El lavabo"],
  Carpintería: ["La puerta", "La ventana", "El armario", "La persiana", "El parqué"],
};
const TROUBLES = ["no va bien", "está roto", "hace ruido", "se ha estropeado"];

/** Trains a model of two trades, and writes its package into a folder. */
export async function writeTinyModel(folder: string, golden: readonly Example[] = GOLDEN): Promise<void> {
  const rows = Object.entries(THINGS).flatMap(([label, things]) =>
    things.flatMap((thing) => TROUBLES.map((trouble) => ({ text: `${thing} ${trouble}`, label }))),
  );
  const trained = await trainClassifier(asAsync(rows), { threads: 1 });
  const about = {
    name: "tiny",
    package: { name: "@tiny/model", version: "1.1.0", description: "", license: "Apache-2.0" },
    language: "es",
    fields: { text: "texto", label: "gremio" },
    data: { package: "@tiny/data", version: "1.0.1", digest: `sha256:${"0".repeat(64)}` },
    golden,
  };
  await writeModel(trained, about, folder);
}

const GOLDEN: readonly Example[] = [{ text: "bañera", label: "Fontanería" }];

/** The folder of an image link with what npm has installed for it. */
export async function imageProject(): Promise<string> {
  const folder = await newFolder();
  await writeFiles(folder, {
    "package.json": {
      name: "@tiny/image",
      version: "0.0.0",
      dependencies: { "@tiny/service": "2.0.0", "@tiny/model": "1.1.0" },
    },
    "node_modules/@tiny/service/package.json": {
      name: "@tiny/service",
      version: "2.0.0",
      dependencies: { "@tiny/model": "^1.0.0" },
    },
  });
  await writeTinyModel(join(folder, "node_modules/@tiny/model"));
  return folder;
}

async function* asAsync<T>(rows: readonly T[]): AsyncIterable<T> {
  for (const row of rows) yield await Promise.resolve(row);
}
