import { mkdir } from "node:fs/promises";
import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { EslabonError } from "@eslabon/link";
import { extract } from "tar";
import type { Registries } from "../chain.ts";
import { releaseErrors } from "../errors.ts";
import { startEmbedded } from "./embedded.ts";
import { npm } from "./npm.ts";
import type { Published, Registry } from "./registry.ts";
import { removeRemains } from "./remains.ts";

interface Packument {
  readonly versions?: Record<string, { dist: { integrity: string; tarball: string } }>;
}

/** Sent as the token where the registry asks for none: npm does not publish without. */
const NO_TOKEN = "none";

/** The npm registry of the packages of a scope. */
type NpmRegistry = Omit<Registry, "isOci">;

/** A version with where its archive is. */
interface NpmPublished extends Published {
  readonly tarball: string;
}

/**
 * Opens the npm registry of the packages of a scope: the one at the configured URL, or one that is started in this process for as long
 * as it is open. The token is in the environment variable `ESLABON_NPM_TOKEN`.
 *
 * @param scope with its at sign: `@hogar`
 */
export async function npmRegistry(
  { npm: place }: Pick<Registries, "npm">,
  scope: string,
): Promise<NpmRegistry> {
  if (/^https?:\/\//u.test(place)) {
    return registryAt(place.endsWith("/") ? place : `${place}/`, scope, process.env.ESLABON_NPM_TOKEN);
  }
  const embedded = await startEmbedded({ storage: place });
  const registry = registryAt(embedded.url, scope, undefined);
  return {
    ...registry,
    versions: async (name) => {
      try {
        return await registry.versions(name);
      } catch (error) {
        // Of a list that is broken: what remains when there is none.
        if (!(error instanceof EslabonError) || error.code !== "REGISTRY_FAILED") throw error;
        await removeRemains(place, scope);
        return registry.versions(name);
      }
    },
    publish: async (name, archive, distTag) => {
      await removeRemains(place, scope);
      await registry.publish(name, archive, distTag);
    },
    [Symbol.asyncDispose]: embedded.close,
  };
}

function registryAt(url: string, scope: string, token: string | undefined): NpmRegistry {
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };

  async function versions(name: string): Promise<readonly NpmPublished[]> {
    const response = await ask(url, `${url}${name.replace("/", "%2f")}`, headers);
    if (response.status === 404) return [];
    const { versions = {} } = (await response.json()) as Packument;
    return Object.entries(versions).map(([version, { dist }]) => ({
      version,
      integrity: dist.integrity,
      tarball: dist.tarball,
    }));
  }

  const registry: NpmRegistry = {
    url,
    npmEnvironment: {
      [`npm_config_${scope}:registry`]: url,
      [`npm_config_${url.replace(/^https?:/u, "")}:_authToken`]: token ?? NO_TOKEN,
    },
    versions,
    fetch: async (name, version, folder) => {
      const known = await versions(name);
      const published = known.find((each) => each.version === version);
      if (!published) {
        throw releaseErrors.REGISTRY_VERSION_ABSENT(
          `${name}@${version}`,
          known.map((each) => each.version),
        );
      }
      const response = await ask(url, published.tarball, headers);
      await mkdir(folder, { recursive: true });
      const body = Buffer.from(await response.arrayBuffer());
      refuseDamaged(url, `${name}@${version}`, published.integrity, body);
      await pipeline(Readable.from([body]), extract({ cwd: folder, strip: 1 }));
      return published;
    },
    publish: async (_name, archive, distTag) => {
      try {
        await npm(".", ["publish", archive, "--tag", distTag, "--ignore-scripts", ...SOON], registry);
      } catch (error) {
        if (error instanceof EslabonError && /\bE40[13]\b|ENEEDAUTH/u.test(error.message)) {
          throw releaseErrors.REGISTRY_DENIED(url, `publish: ${error.message}`);
        }
        throw error;
      }
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
  return registry;
}

/** npm tries again for a minute and more where nothing answers; a release is resumed instead. */
const SOON = ["--fetch-retry-mintimeout", "1000", "--fetch-retry-maxtimeout", "5000"];

async function ask(registry: string, url: string, headers: Record<string, string>): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { headers });
  } catch (error) {
    const { cause } = error as { cause?: { code?: string; message?: string } };
    const why = cause?.code ?? cause?.message ?? (error as Error).message;
    throw releaseErrors.REGISTRY_UNREACHABLE(registry, why, error);
  }
  if (response.status === 401 || response.status === 403)
    throw releaseErrors.REGISTRY_DENIED(registry, "read");
  if (!response.ok && response.status !== 404) {
    throw releaseErrors.REGISTRY_FAILED(registry, `${response.status} ${response.statusText}`);
  }
  return response;
}

function refuseDamaged(registry: string, reference: string, integrity: string, body: Buffer): void {
  const found = `sha512-${createHash("sha512").update(body).digest("base64")}`;
  if (found !== integrity) throw releaseErrors.REGISTRY_DAMAGED(registry, reference, found, integrity);
}
