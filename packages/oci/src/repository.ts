import type { Descriptor } from "./manifest.ts";

/** A manifest as it is kept. */
export interface Stored {
  readonly descriptor: Descriptor;
  readonly content: Buffer;
}

/** Where the versions of one artifact are: in a registry, or in a folder. */
export interface Repository {
  /** As people write it: `localhost:5000/hogar/image`. */
  readonly name: string;
  /** Its tags, in no order; none when there is no such repository. */
  tags(): Promise<readonly string[]>;
  /** The digest that a tag stands for; `undefined` when there is no such tag. */
  resolve(tag: string): Promise<string | undefined>;
  /** A manifest by its tag or digest; `undefined` when it is not there. */
  manifest(reference: string): Promise<Stored | undefined>;
  /** Keeps a manifest under its digest or a tag. */
  putManifest(reference: string, stored: Stored): Promise<void>;
  /** @throws EslabonError `OCI_CONTENT_ABSENT`, `OCI_DAMAGED`. */
  blob(digest: string): Promise<Buffer>;
  hasBlob(digest: string): Promise<boolean>;
  putBlob(digest: string, content: Blob): Promise<void>;
  /** The manifests that are attached to one. */
  referrers(digest: string): Promise<readonly Descriptor[]>;
  /** Keeps a manifest that is attached to another. */
  putReferrer(subject: string, stored: Stored): Promise<void>;
}
