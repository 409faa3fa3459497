import { type Check, type CheckReport, checkReport, type PackageInfo } from "@eslabon/link";
import { loadModel, type Manifest } from "@eslabon/model";
import { ask, type Reply } from "./check/ask.ts";
import { checkGolden } from "./check/golden.ts";
import { checkKnownErrors } from "./check/known-errors.ts";
import type { ServiceDefinition } from "./definition.ts";
import { listen } from "./listen.ts";
import { v1Parameters } from "./parameters.ts";
import { createService } from "./service.ts";
import { versionHeaders, type Versions, type VersionsAround, versionsOf } from "./versions.ts";

export interface CheckServiceOptions {
  /** The service's own package. */
  readonly package: PackageInfo;
  /** The folder of the model package that it answers with. */
  readonly modelFolder: string;
  /** Those of further models. */
  readonly further?: readonly string[];
  /** What `defineService` gave; an empty one unless given. */
  readonly definition?: ServiceDefinition;
}

/**
 * Starts the service on a free port of this machine and tests it as its callers see it, through HTTP.
 *
 * @throws EslabonError `MODEL_PACKAGE_BROKEN`; and what {@link createService} throws.
 */
export async function checkService(options: CheckServiceOptions): Promise<CheckReport> {
  const { version } = options.package;
  const { definition = {} } = options;
  const model = await loadModel(options.modelFolder);
  const further = await Promise.all((options.further ?? []).map(loadModel));
  const app = await createService({ model, further, version, definition });
  try {
    const url = await listen(app, { host: "127.0.0.1", port: 0 });
    const { manifest } = model;
    return checkReport("service", await checkRunning(url, { manifest, definition, version }));
  } finally {
    await app.close();
  }
}

export interface CheckRunningOptions {
  /** Of the model that it answers with. */
  readonly manifest: Manifest;
  readonly definition: ServiceDefinition;
  /** Of the service. */
  readonly version: string;
  /** Those of what it was put into. */
  readonly around?: VersionsAround;
}

/** Tests a service that runs somewhere as its callers see it. Nobody else may ask it meanwhile, since its metrics are counted. */
export async function checkRunning(
  url: string,
  { manifest, definition, version, around }: CheckRunningOptions,
): Promise<readonly Check[]> {
  const parameters = v1Parameters(definition.v1, manifest);
  return [
    await checkStatus(url),
    await checkHealth(url),
    ...(await checkGolden(url, manifest, parameters)),
    await checkKnownErrors(url, manifest, parameters),
    await checkVersions(url, versionsOf(version, manifest, around)),
    await checkDocument(url, manifest),
  ];
}

async function checkStatus(url: string): Promise<Check> {
  const { status, text } = await ask(`${url}/api/v1/status`);
  return { name: "status", passed: status === 200 && text === "OK", detail: `${status} ${text}` };
}

async function checkHealth(url: string): Promise<Check> {
  const live = await ask(`${url}/livez`);
  const ready = await ask(`${url}/readyz`);
  return {
    name: "health",
    passed: live.status === 200 && ready.status === 200,
    detail: `livez ${live.status}, readyz ${ready.status}`,
  };
}

/** Of an answer and of an error. */
async function checkVersions(url: string, versions: Versions): Promise<Check> {
  const expected = Object.entries(versionHeaders(versions));
  const answers = [await ask(`${url}/api/v1/status`), await ask(`${url}/nothing/here`)];
  const carries = ({ headers }: Reply): boolean =>
    expected.every(([name, version]) => headers[name] === version);
  return {
    name: "versions",
    passed: answers.every(carries),
    detail: expected.map(([name, version]) => `${name}: ${version}`).join(", "),
  };
}

interface Document {
  readonly openapi?: string;
  readonly paths?: Record<string, Record<string, unknown>>;
}

/** Whether the service has each operation that its OpenAPI document promises. */
async function checkDocument(url: string, { name: model, version }: Manifest): Promise<Check> {
  const document = JSON.parse((await ask(`${url}/openapi.json`)).text) as Document;
  const missing: string[] = [];
  let operations = 0;
  for (const [path, methods] of Object.entries(document.paths ?? {})) {
    // An address answers a method that it does not have with those that it has.
    const { headers } = await ask(url + path.replace("{model}", model).replace("{version}", version), {
      method: "OPTIONS",
    });
    const allowed = String(headers.allow).split(", ");
    for (const method of Object.keys(methods)) {
      operations += 1;
      if (!allowed.includes(method.toUpperCase())) missing.push(`${method} ${path}`);
    }
  }
  const openapi = document.openapi ?? "no version";
  return {
    name: "OpenAPI document",
    passed: openapi.startsWith("3.1.") && operations > 0 && missing.length === 0,
    detail:
      missing.length > 0
        ? `not there: ${missing.join(", ")}`
        : `${openapi}, ${operations} operations, all there`,
    measured: { operations, missing: missing.length },
  };
}
