import { cp, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeJson } from "@eslabon/link";
import { stringify } from "yaml";
import { valuesTable } from "../values/table.ts";
import type { Metadata } from "./metadata.ts";
import { schemaFile, valuesFile } from "./values-files.ts";

/** Templates and what they need, which all charts share. */
export const SHIPPED = fileURLToPath(new URL("../../chart", import.meta.url));

/** Writes a chart as Helm wants it: what all charts share, and what is this one's own. */
export async function writeChartFiles(folder: string, metadata: Metadata, values: object): Promise<void> {
  await mkdir(folder, { recursive: true });
  await cp(SHIPPED, folder, { recursive: true });
  const file = valuesFile(values);
  await writeFile(join(folder, "Chart.yaml"), stringify(metadata));
  await writeFile(join(folder, "values.yaml"), file);
  await writeJson(join(folder, "values.schema.json"), schemaFile(values));
  await writeFile(join(folder, "README.md"), readme(metadata, file));
}

function readme({ name, description }: Metadata, values: string): string {
  return `# ${name}

${description}

\`\`\`sh
helm install ${name} oci://REGISTRY/${name}/chart --version VERSION --namespace ${name}
helm test ${name} --namespace ${name}
\`\`\`

What may be set, as \`values.schema.json\` has it, too:

${valuesTable(values)}
`;
}
