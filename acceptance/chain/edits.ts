import { appendFileSync, cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Project, readJson, writeJson } from "./project.ts";

const DATA = join(import.meta.dirname, "../../../shared/data/hogar");
const WEB = "avisos_web_2026.jsonl";

/** What people found wrong in the labels of 1.0.0. */
export function correctLabels({ folder }: Project): void {
  cpSync(join(DATA, "1.0.1/correcciones.csv"), join(folder("data"), "corrections.csv"));
}

/** The claims of the web, but for the last ones. */
export function addWebClaims(project: Project, count: number): void {
  const lines = webClaims().slice(0, count);
  writeFileSync(join(project.folder("data"), "sources", WEB), lines.join("\n") + "\n");
  edit(project, "data/dataset.ts", "  corrections: corrections(", (before) =>
    before.replace(/ {2}\],\n$/u, `${WEB_SOURCE}  ],\n`),
  );
}

export function addRemainingWebClaims({ folder }: Project, from: number): void {
  appendFileSync(join(folder("data"), "sources", WEB), webClaims().slice(from).join("\n") + "\n");
}

/** Claims that also say in which room. */
export function addRooms(project: Project): void {
  cpSync(
    join(DATA, "2.0.0/expedientes_2026.csv"),
    join(project.folder("data"), "sources/expedientes_2026.csv"),
  );
  edit(project, "data/dataset.ts", "  corrections: corrections(", (before) =>
    before
      .replace("import {\n", "import {\n  category,\n")
      .replace(/( {4}gremio: label\([^\n]*\n)/u, `$1    estancia: category({ required: false }),\n`)
      .replace(/ {2}\],\n$/u, `${ROOM_SOURCE}  ],\n`),
  );
}

/** The model learns from the room, too. */
export function readTheRoom(project: Project): void {
  replace(
    project,
    "model/model.ts",
    '  name: "hogar",\n',
    '  name: "hogar",\n  fields: { estancia: { type: "category" } },\n',
  );
}

/** A route that tells all trades. */
export function addRouteOfTrades(project: Project): void {
  edit(project, "service/service.ts", "});", (before) => `${before}${TRADES_ROUTE}`);
}

export function repairRoute(project: Project): void {
  replace(project, "service/service.ts", "labels", "labels.toSorted()");
}

/** The service's code asks its callers for the room. */
export function passTheRoom(project: Project): void {
  replace(project, "service/service.ts", 'texto: "texto"', 'texto: "texto", estancia: "estancia"');
}

/** What the package.json of a link asks for, by hand. */
export function depend({ folder }: Project, link: "model" | "service", name: string, range: string): void {
  const file = join(folder(link), "package.json");
  const info = readJson(file);
  writeJson(file, { ...info, dependencies: { ...(info.dependencies as object), [name]: range } });
}

export function breakGoldenExample(project: Project): void {
  replace(
    project,
    "model/model.ts",
    '{ text: "bañera", label: "Fontanería" }',
    '{ text: "bañera", label: "Pintura" }',
  );
}

const WEB_SOURCE = `    jsonLines("sources/${WEB}", {
      id: "id",
      fields: { texto: "message", gremio: "assigned.trade" },
    }),
`;

const ROOM_SOURCE = `    csv("sources/expedientes_2026.csv", {
      id: "num_expediente",
      fields: { texto: "texto", gremio: "gremio", estancia: "estancia" },
    }),
`;

const TRADES_ROUTE = `  extend: (app, model) => {
    app.get("/api/v1/gremios", () => model.manifest.labels);
  },
`;

function webClaims(): string[] {
  return readFileSync(join(DATA, "1.1.0", WEB), "utf8")
    .trimEnd()
    .split("\n");
}

/** Changes what stands before a piece of a file. */
function edit({ folder }: Project, file: string, at: string, change: (before: string) => string): void {
  const [link, name] = file.split("/") as ["data" | "service", string];
  const path = join(folder(link), name);
  const text = readFileSync(path, "utf8");
  const position = text.indexOf(at);
  const before = change(text.slice(0, position));
  if (position < 0 || before === text.slice(0, position))
    throw new Error(`${file} is not as this test knows it`);
  writeFileSync(path, before + text.slice(position));
}

function replace({ folder }: Project, file: string, from: string, to: string): void {
  const [link, name] = file.split("/") as ["model" | "service", string];
  const path = join(folder(link), name);
  const text = readFileSync(path, "utf8");
  if (!text.includes(from)) throw new Error(`${file} is not as this test knows it`);
  writeFileSync(path, text.replace(from, to));
}
