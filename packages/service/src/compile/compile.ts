import { execFile } from "node:child_process";
import { realpath } from "node:fs/promises";
import { basename, join, parse, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { listFiles, readPackage, scratchFolder, writeJson } from "@eslabon/link";
import { serviceErrors } from "../errors.ts";
import { findCompiler } from "./compiler.ts";
import { projectFile, type Types } from "./compiler-options.ts";
import { readProblems } from "./problems.ts";

export interface CompileOptions {
  /** The folder of the link's sources. */
  readonly folder: string;
  /** The module that exports the definition. */
  readonly file: string;
  /** The folder of the model's package, whose types are compiled with. */
  readonly upstream: string;
}

/** A link's sources as JavaScript; they go when it is disposed of. */
export interface Compiled extends Disposable {
  /** What is wrong with the types. */
  readonly problems: readonly string[];
  /** Which package the types are of: `@hogar/model 1.1.0`. */
  readonly model: string;
  /** The folder of the modules, laid out as the link's. */
  readonly folder: string;
  /** The modules' paths in it. */
  readonly modules: readonly string[];
}

/** Where the packages of the toolkit are, which are compiled along where it runs from its sources. */
const TOOLKIT = fileURLToPath(new URL("../../../", import.meta.url));

/**
 * Compiles the module of a service's definition and those that it imports, with the project's own TypeScript and, if there is one, the
 * `tsconfig.json` of the link's folder.
 *
 * @throws EslabonError `SERVICE_COMPILER_MISSING`, `SERVICE_MODULE_FOREIGN` when a module lies outside the folder.
 */
export async function compileService({ folder, file, upstream }: CompileOptions): Promise<Compiled> {
  const compiler = await findCompiler(folder);
  const sources = await realpath(folder);
  const { name, version } = await readPackage(upstream);
  const scratch = await scratchFolder("service");
  try {
    const out = join(scratch.path, "out");
    const types: Types = { package: name, folder: await realpath(upstream) };
    const project = join(scratch.path, "tsconfig.json");
    await writeJson(project, projectFile(sources, join(sources, relative(folder, file)), types, out));
    const { printed, code } = await run(compiler, project, sources);
    const place = join(out, relative(parse(sources).root, sources));
    return {
      problems: readProblems(printed, code),
      model: `${name} ${version}`,
      folder: place,
      modules: await ownModules(out, place, sources),
      [Symbol.dispose]: () => scratch[Symbol.dispose](),
    };
  } catch (error) {
    scratch[Symbol.dispose]();
    throw error;
  }
}

function run(compiler: string, project: string, cwd: string): Promise<{ printed: string; code: number }> {
  return new Promise((resolve) => {
    const args = [compiler, "-p", project, "--pretty", "false"];
    execFile(process.execPath, args, { cwd, maxBuffer: Infinity }, (error, out, err) => {
      resolve({ printed: out + err, code: error ? 1 : 0 });
    });
  });
}

/** The compiler writes every module that it has compiled under its own path. */
async function ownModules(out: string, place: string, sources: string): Promise<string[]> {
  const root = parse(sources).root;
  const compiled = (await listFiles(out).catch(() => [])).map((path) => join(out, path));
  const foreign = compiled.find((path) => {
    return !path.startsWith(place + sep) && !join(root, relative(out, path)).startsWith(TOOLKIT);
  });
  if (foreign !== undefined)
    throw serviceErrors.SERVICE_MODULE_FOREIGN(join(root, relative(out, foreign)), basename(sources));
  return compiled.filter((path) => path.startsWith(place + sep)).map((path) => relative(place, path));
}
