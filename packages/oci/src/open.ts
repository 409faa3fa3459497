import { join } from "node:path";
import { ociErrors } from "./errors.ts";
import { folderRepository } from "./folder-repository.ts";
import { remoteRepository } from "./remote-repository.ts";
import type { Repository } from "./repository.ts";

const SCHEME = /^https?:\/\//u;
const HOST = /^(?:[a-z0-9.-]+|\[[0-9a-f:]+\])(?::\d+)?$/u;
const PART = /^[a-z0-9]+(?:[._-]+[a-z0-9]+)*$/u;

/** Whether a place is a folder, and not a registry. */
export function isFolder(place: string): boolean {
  return /^\.{0,2}[/\\]|^[A-Za-z]:\\/u.test(place);
}

/**
 * The repository of an artifact in a place: a registry with the path that goes before all names, or a folder, absolute. A registry on another machine
 * is asked without encryption only where its place begins with `http://`.
 *
 * @param place `registry.example.com/hogar`, `localhost:5000/hogar`, `http://registry.lan:5000/hogar`, `/srv/images`
 * @param name of the artifact: `image`
 * @throws EslabonError `OCI_PLACE_INVALID`.
 */
export function openRepository(place: string, name: string): Repository {
  if (isFolder(place)) return folderRepository(join(place, name));
  const [host = "", ...path] = place.replace(SCHEME, "").replace(/\/$/u, "").split("/");
  const parts = [...path, name];
  if (!HOST.test(host) || !parts.every((part) => PART.test(part))) throw ociErrors.OCI_PLACE_INVALID(place);
  return remoteRepository(host, parts.join("/"), place.startsWith("http://"));
}
