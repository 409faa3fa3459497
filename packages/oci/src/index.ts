export { fetchArtifact, pushArtifact } from "./artifact.ts";
export { digestOf, encode } from "./digest.ts";
export { ociErrors } from "./errors.ts";
export {
  blobFile,
  isBlob,
  isLayout,
  type LayoutManifest,
  readLayout,
  writeBlob,
  writeLayout,
} from "./layout.ts";
export { type Descriptor, type Index, INDEX_TYPE, type Manifest, MANIFEST_TYPE } from "./manifest.ts";
export { isFolder, openRepository } from "./open.ts";
export type { Repository, Stored } from "./repository.ts";
