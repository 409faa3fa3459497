import type { PackageInfo } from "@eslabon/link";
import type { OpenApi } from "../interface/openapi.ts";
import { commandOf } from "./package-file.ts";

/** `README.md` of a service's package. */
export function readme(about: PackageInfo, model: string, { paths = {} }: OpenApi): string {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { summary = "" }]) => [
      `\`${method.toUpperCase()} ${path}\``,
      summary,
    ]),
  );
  return [
    `# ${about.name}`,
    ...(about.description === "" ? [] : [about.description]),
    `Answers over HTTP with the model \`${model}\`.`,
    "## Start",
    `\`\`\`sh\nnpm install ${about.name}\nHOST=127.0.0.1 PORT=8080 npx ${commandOf(about.name)}\n\`\`\``,
    "It needs Node 24. Where it listens, who may call it and what it logs are settings: environment variables such as `HOST` and `PORT`, or the JSON file that `ESLABON_CONFIG` names.",
    "## Interface",
    `The OpenAPI document is \`openapi.json\`; the running service has it at \`/openapi.json\`, for people at \`/docs\`.`,
    ["| address | answers |", "| :------ | :------ |", ...operations.map(row)].join("\n"),
  ]
    .join("\n\n")
    .concat("\n");
}

function row(cells: readonly string[]): string {
  const escaped = cells.map((cell) => cell.replaceAll("|", String.raw`\|`));
  return `| ${escaped.join(" | ")} |`;
}
