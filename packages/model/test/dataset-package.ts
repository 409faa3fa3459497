import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Example } from "@eslabon/model";
import { claims } from "./claims.ts";
import { scratchFolder } from "./scratch.ts";

interface Rows {
  readonly train?: readonly Example[];
  readonly test?: readonly Example[];
}

/** A dataset package as @eslabon/data builds them, with the fields `texto` and `gremio`. */
export async function writeDataset({
  train = claims,
  test = claims.slice(0, 60),
}: Rows = {}): Promise<string> {
  const folder = join(await scratchFolder(), "data");
  await mkdir(folder);
  const files: Record<string, string> = {
    "package.json": JSON.stringify({ name: "@hogar/data", version: "1.1.0" }),
    "datapackage.json": JSON.stringify({
      name: "hogar-data",
      language: "es",
      roles: { id: "id", text: "texto", label: "gremio" },
      resources: [
        { name: "train", path: "train.jsonl" },
        { name: "test", path: "test.jsonl" },
      ],
    }),
    "train.jsonl": lines(train),
    "test.jsonl": lines(test),
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

function lines(examples: readonly Example[]): string {
  const rows = examples.map(({ text, label, fields }, index) => ({
    id: `row:${index}`,
    texto: text,
    gremio: label,
    ...fields,
  }));
  return rows.map((row) => JSON.stringify(row) + "\n").join("");
}
