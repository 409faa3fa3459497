import { connect } from "./connection.ts";
import { digestOf, encode } from "./digest.ts";
import { ociErrors } from "./errors.ts";
import { type Descriptor, type Index, INDEX_TYPE, type Manifest, MANIFEST_TYPE } from "./manifest.ts";
import type { Repository } from "./repository.ts";

const ACCEPT = { accept: `${MANIFEST_TYPE}, ${INDEX_TYPE}` };

/** How many tags a registry is asked for at a time. */
const PAGE = 1000;

/**
 * A repository of a registry.
 *
 * @param host `registry.example.com`, `localhost:5000`
 * @param path `hogar/image`
 */
export function remoteRepository(host: string, path: string, plain = false): Repository {
  const name = `${host}/${path}`;
  const { ask } = connect(host, path, plain);

  const repository: Repository = {
    name,
    tags: async () => {
      const tags: string[] = [];
      let next: string | undefined = `${path}/tags/list?n=${PAGE}`;
      while (next !== undefined) {
        const response: Response = await ask(next, "read");
        if (response.status === 404) return [];
        const page = (await response.json()) as { tags: string[] | null };
        tags.push(...(page.tags ?? []));
        next = nextPage(response);
      }
      return tags;
    },
    resolve: async (tag) => {
      const response = await ask(`${path}/manifests/${tag}`, "read", { method: "HEAD", headers: ACCEPT });
      if (response.status === 404) return undefined;
      return (
        response.headers.get("docker-content-digest") ?? (await repository.manifest(tag))?.descriptor.digest
      );
    },
    manifest: async (reference) => {
      const response = await ask(`${path}/manifests/${reference}`, "read", { headers: ACCEPT });
      if (response.status === 404) return undefined;
      const content = Buffer.from(await response.arrayBuffer());
      const digest = digestOf(content);
      if (reference.includes(":")) refuseDamaged(`${name}@${reference}`, digest, reference);
      const mediaType = response.headers.get("content-type") ?? MANIFEST_TYPE;
      return { content, descriptor: { mediaType, digest, size: content.length } };
    },
    putManifest: async (reference, { content, descriptor }) => {
      await put(`${path}/manifests/${reference}`, content, descriptor.mediaType);
    },
    blob: async (digest) => {
      const response = await ask(`${path}/blobs/${digest}`, "read");
      if (response.status === 404) throw ociErrors.OCI_CONTENT_ABSENT(name, digest);
      const content = Buffer.from(await response.arrayBuffer());
      refuseDamaged(`${name}@${digest}`, digestOf(content), digest);
      return content;
    },
    hasBlob: async (digest) => (await ask(`${path}/blobs/${digest}`, "read", { method: "HEAD" })).ok,
    putBlob: async (digest, body) => {
      const begun = await ask(`${path}/blobs/uploads/`, "publish", { method: "POST" });
      const location = begun.headers.get("location");
      if (!begun.ok || location === null) throw ociErrors.OCI_FAILED(name, "it takes no uploads");
      const url = new URL(location, begun.url);
      url.searchParams.set("digest", digest);
      const headers = { "content-type": "application/octet-stream" };
      const done = await ask(url.href, "publish", { method: "PUT", headers, body });
      if (!done.ok) throw ociErrors.OCI_FAILED(name, `${done.status} for the end of an upload`);
    },
    referrers: async (digest) => {
      const response = await ask(`${path}/referrers/${digest}`, "read", { headers: { accept: INDEX_TYPE } });
      if (response.ok) return ((await response.json()) as Index).manifests;
      const listed = await repository.manifest(listTag(digest));
      return listed ? (JSON.parse(listed.content.toString()) as Index).manifests : [];
    },
    putReferrer: async (subject, { content, descriptor }) => {
      const { headers } = await put(`${path}/manifests/${descriptor.digest}`, content, descriptor.mediaType);
      // A registry that keeps the list by itself says so; for others the distribution API has a tag.
      if (headers.has("oci-subject")) return;
      const known = await repository.referrers(subject);
      if (known.some(({ digest }) => digest === descriptor.digest)) return;
      const { artifactType, annotations } = JSON.parse(content.toString()) as Manifest;
      const added: Descriptor = {
        ...descriptor,
        ...(artifactType !== undefined && { artifactType }),
        ...(annotations && { annotations }),
      };
      const list: Index = { schemaVersion: 2, mediaType: INDEX_TYPE, manifests: [...known, added] };
      await put(`${path}/manifests/${listTag(subject)}`, encode(list), INDEX_TYPE);
    },
  };

  async function put(to: string, content: Buffer, mediaType: string): Promise<Response> {
    const body = new Uint8Array(content);
    const response = await ask(to, "publish", {
      method: "PUT",
      headers: { "content-type": mediaType },
      body,
    });
    if (!response.ok) throw ociErrors.OCI_FAILED(name, `${response.status} for a manifest`);
    await response.body?.cancel();
    return response;
  }

  return repository;
}

function nextPage({ headers, url }: Response): string | undefined {
  const [, next] = /^<([^>]+)>/u.exec(headers.get("link") ?? "") ?? [];
  return next === undefined ? undefined : new URL(next, url).href;
}

/** The tag of the list of what is attached to a manifest, where a registry has no such list. */
function listTag(digest: string): string {
  return digest.replace(":", "-");
}

function refuseDamaged(reference: string, found: string, stated: string): void {
  if (found !== stated) throw ociErrors.OCI_DAMAGED(reference, found, stated);
}
