import { digestText } from "@eslabon/link";
import { Value } from "typebox/value";
import { Manifest } from "../manifest.ts";

/** The text of `model.json`: the manifest and, last, a checksum of it. */
export function formatManifest(manifest: Manifest): string {
  const checksum = digestText(JSON.stringify(manifest));
  return `${JSON.stringify({ ...manifest, checksum }, null, 2)}\n`;
}

/**
 * The manifest in the text of a `model.json`.
 *
 * @throws Error that says why it is none.
 */
export function parseManifest(text: string): Manifest {
  const value: unknown = JSON.parse(text);
  if (typeof value !== "object" || value === null) throw new Error("it is not an object");
  const { checksum, ...manifest } = value as Record<string, unknown>;
  // Looking for all that is wrong takes longer than finding nothing wrong.
  const [wrong] = Value.Check(Manifest, manifest) ? [] : Value.Errors(Manifest, manifest);
  if (wrong) throw new Error(`${wrong.instancePath} ${wrong.message}`);
  // Written again it is the same text, or somebody or something changed it.
  if (formatManifest(manifest as Manifest) !== text)
    throw new Error(`it does not match its checksum ${String(checksum)}`);
  return manifest as Manifest;
}
