import { readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { type Artifact, digestFiles, digestFolder, digestText, exists, type Link } from "@eslabon/link";
import type { Chain } from "@eslabon/chain";
import { artifactFolder } from "./load.ts";
import { isOciLink } from "./oci-links.ts";
import { ownFiles } from "./own-files.ts";

/** What an artifact was made from, so that it is made again only when that has changed. */
interface Made {
  readonly inputs: string;
  readonly digest: string;
}

/** The digest of a link's artifact when these inputs are what it was made from. */
export async function madeFrom(
  chain: Chain,
  link: Link,
  inputs: string | undefined,
): Promise<string | undefined> {
  const made = await readMade(chain, link);
  if (!made || made.inputs !== inputs) return undefined;
  return (await exists(join(artifactFolder(chain, link.name), "package.json"))) ? made.digest : undefined;
}

/** Remembers what an artifact was made from. `inputs` was computed before it was made: what changed meanwhile counts as new. */
export async function remember(
  chain: Chain,
  link: Link,
  inputs: string | undefined,
  { digest }: Artifact,
): Promise<void> {
  if (inputs === undefined) return;
  const file = madeFile(chain, link);
  await writeFile(`${file}.new`, `${JSON.stringify({ inputs, digest } satisfies Made, null, 2)}\n`);
  await rename(`${file}.new`, file);
}

/** One digest for all that decides what a link makes; `undefined` when a database has a say. */
export async function digestInputs(
  chain: Chain,
  link: Link,
  upstream: string | undefined,
): Promise<string | undefined> {
  if (!link.inputs) return undefined;
  const own = await ownFiles(link.folder, dirname(artifactFolder(chain, link.name)));
  const others: string[] = [];
  for (const input of link.inputs.map(slashed)) {
    // A file that is missing is for the build to complain of.
    if (!own.includes(input) && (await exists(resolve(link.folder, input)))) others.push(input);
  }
  const files = await digestFiles(link.folder, [...own, ...others]);
  const program = await digestFolder(dirname(fileURLToPath(link.program)));
  // What names an image says where it is pulled from.
  const place = link.reads?.some((reading) => isOciLink(reading.link)) ? chain.registries.oci : undefined;
  return digestText([files, program, upstream ?? "", ...(place === undefined ? [] : [place])].join("\n"));
}

async function readMade(chain: Chain, link: Link): Promise<Made | undefined> {
  try {
    return JSON.parse(await readFile(madeFile(chain, link), "utf8")) as Made;
  } catch {
    return undefined;
  }
}

function madeFile(chain: Chain, link: Link): string {
  return `${artifactFolder(chain, link.name)}.made.json`;
}

function slashed(path: string): string {
  return path.split(sep).join("/");
}
