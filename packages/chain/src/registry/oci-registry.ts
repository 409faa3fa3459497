import { scratchFolder, readPackage } from "@eslabon/link";
import { fetchArtifact, ociErrors, openRepository, pushArtifact, type Repository } from "@eslabon/oci";
import semver from "semver";
import { extract } from "tar";
import { releaseErrors } from "../errors.ts";
import type { PackageStore, Published } from "./registry.ts";

/**
 * The OCI registry of a chain's artifacts. A version is a tag, and `@hogar/image` is the repository `image` below the place.
 *
 * @param place as `openRepository` takes it; `undefined` where none is configured
 */
export function ociRegistry(place: string | undefined): PackageStore {
  function repositoryOf(name: string): Repository {
    if (place === undefined) throw ociErrors.OCI_PLACE_ABSENT(name);
    return openRepository(place, lastPart(name));
  }

  async function versions(name: string): Promise<readonly Published[]> {
    const repository = repositoryOf(name);
    // Beside versions there may be tags of others, and lists of what is attached.
    const tags = (await repository.tags()).filter((tag) => semver.valid(tag) === tag);
    const found = [];
    for (const version of tags) {
      const integrity = await repository.resolve(version);
      if (integrity !== undefined) found.push({ version, integrity });
    }
    return found;
  }

  return {
    versions,
    fetch: async (name, version, folder) => {
      const integrity = await fetchArtifact(repositoryOf(name), version, folder);
      if (integrity !== undefined) return { version, integrity };
      const known = (await versions(name)).map((each) => each.version);
      throw releaseErrors.REGISTRY_VERSION_ABSENT(`${name}@${version}`, known);
    },
    publish: async (name, archive) => {
      using folder = await scratchFolder("release");
      await extract({ file: archive, cwd: folder.path, strip: 1 });
      const { version } = await readPackage(folder.path);
      await pushArtifact(repositoryOf(name), version, folder.path);
    },
  };
}

/** `image` of `@hogar/image`. */
function lastPart(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}
