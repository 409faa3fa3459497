import { existsSync } from "node:fs";
import { dirname, join, parse } from "node:path";

/** Of a link without a `tsconfig.json`: what Node runs as it is. */
const DEFAULTS = {
  target: "es2024",
  lib: ["es2024"],
  module: "nodenext",
  strict: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
};

/** Whatever a link's `tsconfig.json` says, so that each of its modules becomes one of JavaScript, the same every time. */
const ALWAYS = {
  allowImportingTsExtensions: true,
  allowJs: true,
  composite: false,
  declaration: false,
  declarationDir: null,
  declarationMap: false,
  emitDeclarationOnly: false,
  incremental: false,
  inlineSourceMap: false,
  inlineSources: false,
  isolatedDeclarations: false,
  newLine: "lf",
  noEmit: false,
  noEmitOnError: false,
  resolveJsonModule: true,
  rewriteRelativeImportExtensions: true,
  skipLibCheck: true,
  sourceMap: false,
  tsBuildInfoFile: null,
};

/** Whether the toolkit itself runs from its sources: then its types are there, too. */
const FROM_SOURCES = import.meta.url.endsWith(".ts");

export interface Types {
  /** npm name of the model's package, and the folder that has its types. */
  readonly package: string;
  readonly folder: string;
}

/** A `tsconfig.json` that compiles the module `file` in a folder, and all that it imports, into `out`. */
export function projectFile(folder: string, file: string, types: Types, out: string): object {
  const own = join(folder, "tsconfig.json");
  const typeRoots = findTypeRoots(folder);
  const hasNode = typeRoots.some((root) => existsSync(join(root, "node")));
  return {
    ...(existsSync(own) && { extends: own }),
    compilerOptions: {
      ...(!existsSync(own) && { ...DEFAULTS, types: hasNode ? ["node"] : [] }),
      ...ALWAYS,
      ...(FROM_SOURCES && { customConditions: ["@eslabon/source"] }),
      typeRoots,
      paths: {
        [types.package]: [join(types.folder, "index.d.ts")],
        [`${types.package}/*`]: [join(types.folder, "*")],
      },
      // Then no folder is the uppermost one just because there is no other module, and each file is found by its path.
      rootDir: parse(folder).root,
      outDir: out,
    },
    include: [],
    files: [file],
  };
}

/** Where the compiler would look if its configuration were in the folder. */
function findTypeRoots(folder: string): string[] {
  const roots: string[] = [];
  for (let place = folder; ; place = dirname(place)) {
    const root = join(place, "node_modules", "@types");
    if (existsSync(root)) roots.push(root);
    if (place === dirname(place)) return roots;
  }
}
