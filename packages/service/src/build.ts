import { cp, mkdir, writeFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import {
  type Artifact,
  copyLicence,
  type PackageInfo,
  type Progress,
  readPackage,
  writeArtifact,
  writeJson,
} from "@eslabon/link";
import { type Compiled, compileService } from "./compile/compile.ts";
import type { ServiceDefinition } from "./definition.ts";
import { serviceErrors } from "./errors.ts";
import { furtherModels } from "./models/installed.ts";
import { describeService } from "./package/describe.ts";
import { OPENAPI_FILE } from "./package/openapi-file.ts";
import { packageFile } from "./package/package-file.ts";
import { readme } from "./package/readme.ts";
import { startFile } from "./package/start-file.ts";

export interface BuildServiceOptions {
  readonly definition: ServiceDefinition;
  /** What the package.json of the service's own sources says. */
  readonly package: PackageInfo;
  /** The folder of the service's sources. */
  readonly folder: string;
  /** The module in it that exports the definition. */
  readonly file: string;
  /** The folder of the model's package: its types are compiled with, and its interface is described. */
  readonly upstream: string;
  /** The folder that the service's package is written into. */
  readonly out: string;
  readonly progress: Progress;
}

const WRITTEN = ["package.json", "start.js", OPENAPI_FILE, "README.md", "LICENSE"];

/**
 * Makes an npm package of a service: its code as JavaScript, the command that starts it, its OpenAPI document. The same bytes from the
 * same inputs.
 *
 * @throws EslabonError `SERVICE_TYPES` when the code does not fit the model, `SERVICE_COMPILER_MISSING`, `SERVICE_MODULE_FOREIGN`,
 * `SERVICE_MODULE_NAME`, `MODEL_PACKAGE_BROKEN`; what {@link createService} and writing an artifact throw.
 */
export async function buildService(options: BuildServiceOptions): Promise<Artifact> {
  const { definition, package: about, folder, file, upstream, out, progress } = options;
  progress("compiling its code with the types of the model");
  using compiled = await compileService({ folder, file, upstream });
  if (compiled.problems.length > 0) throw serviceErrors.SERVICE_TYPES(compiled.model, compiled.problems);
  refuseNames(compiled);
  progress("describing its interface");
  const document = await describeService(definition, about.version, [
    upstream,
    ...furtherModels(definition, folder),
  ]);
  const entry = relative(folder, file)
    .split(sep)
    .join("/")
    .replace(/\.(m?)ts$/u, ".$1js");
  const { name: model } = await readPackage(upstream);
  return await writeArtifact(out, async (empty) => {
    await copyModules(compiled, empty);
    await writeJson(
      join(empty, "package.json"),
      await packageFile({ package: about, folder, upstream, entry }),
    );
    await writeFile(join(empty, "start.js"), startFile(entry, model), { mode: 0o755 });
    await writeJson(join(empty, OPENAPI_FILE), document);
    await writeFile(join(empty, "README.md"), readme(about, model, document));
    await copyLicence(folder, empty);
  });
}

function refuseNames({ modules }: Compiled): void {
  const taken = modules.find((module) => WRITTEN.includes(module));
  if (taken !== undefined) throw serviceErrors.SERVICE_MODULE_NAME(taken);
}

async function copyModules({ folder, modules }: Compiled, to: string): Promise<void> {
  for (const module of modules) {
    await mkdir(dirname(join(to, module)), { recursive: true });
    await cp(join(folder, module), join(to, module));
  }
}
