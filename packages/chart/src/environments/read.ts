import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { Value } from "typebox/value";
import { parse } from "yaml";
import { chartErrors } from "../errors.ts";
import { mergeValues } from "../values/merge.ts";
import { Environment } from "./environment.ts";
import { sizedValues } from "./sizing.ts";

/** What a file says is deployed. */
export interface Deployment extends Environment {
  readonly file: string;
  /** Absolute. */
  readonly namespaceFile: string;
  readonly namespaceName: string;
  /** All values that Helm is given: those that follow from the measured capacity, those of the file, and the image. */
  readonly allValues: object;
}

/** @throws EslabonError `ENVIRONMENT_INVALID`. */
export async function readDeployment(file: string): Promise<Deployment> {
  const environment = parseEnvironment(file, await readText(file, file));
  const namespaceFile = resolve(dirname(file), environment.namespace);
  const namespaceName = nameIn(file, namespaceFile, await readText(file, namespaceFile));
  const { image, sizing, values = {} } = environment;
  const layers = [
    sizing ? sizedValues(sizing) : {},
    values,
    image === undefined ? {} : { image: imageValues(image) },
  ];
  return { ...environment, file, namespaceFile, namespaceName, allValues: layers.reduce(mergeValues, {}) };
}

async function readText(file: string, wanted: string): Promise<string> {
  return readFile(wanted, "utf8").catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    throw chartErrors.ENVIRONMENT_INVALID(file, `${wanted} cannot be read (${code ?? String(error)})`);
  });
}

function parseEnvironment(file: string, text: string): Environment {
  let content: unknown;
  try {
    content = parse(text);
  } catch (error) {
    throw chartErrors.ENVIRONMENT_INVALID(file, (error as Error).message);
  }
  const [wrong] = Value.Errors(Environment, content);
  if (wrong) throw chartErrors.ENVIRONMENT_INVALID(file, `${wrong.instancePath || "it"} ${wrong.message}`);
  return content as Environment;
}

function nameIn(file: string, namespaceFile: string, text: string): string {
  const { kind, metadata } = parse(text) as { kind?: string; metadata?: { name?: string } };
  if (kind === "Namespace" && metadata?.name !== undefined) return metadata.name;
  throw chartErrors.ENVIRONMENT_INVALID(file, `${namespaceFile} is no Namespace`);
}

/** `registry:5000/hogar/image:1.0.0@sha256:…` as the chart's values. */
function imageValues(reference: string): object {
  const [name = "", digest = ""] = reference.split("@");
  // A colon before a slash is that of a port.
  const colon = name.indexOf(":", name.lastIndexOf("/") + 1);
  return colon === -1
    ? { repository: name, tag: "", digest }
    : { repository: name.slice(0, colon), tag: name.slice(colon + 1), digest };
}
