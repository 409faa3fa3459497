import { digestText } from "@eslabon/chain";
import { Value } from "typebox/value";
import { Manifest } from "../manifest.ts";

/** The text of `model.json`: the manifest and, last, a checksum of it. */
export function formatManifest(manifest: Manifest): string {
  const checksum = digestText(JSON.stringify(manifest));
  return `${JSON.stringify({ ...manifest, checksum }, null, 2)}\n`;
}

/** The manifest in the text of a `model.json`, or a sentence saying why it is none. */
export function parseManifest(text: string): Manifest | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return "model.json is not JSON";
  }
  if (typeof value !== "object" || value === null) return "model.json is not an object";
  const { checksum, ...manifest } = value as Record<string, unknown>;
  const wrong = Value.Errors(Manifest, manifest)[0];
  if (wrong) return `model.json: ${wrong.instancePath} ${wrong.message}`;
  // Written again it is the same text, or somebody or something changed it.
  if (formatManifest(manifest as Manifest) !== text)
    return `model.json was changed (checksum ${String(checksum)})`;
  return manifest as Manifest;
}
