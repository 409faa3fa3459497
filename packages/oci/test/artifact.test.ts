import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, beforeEach, describe, it } from "node:test";
import { exists, listFiles } from "@eslabon/link";
import {
  blobFile,
  digestOf,
  fetchArtifact,
  isFolder,
  MANIFEST_TYPE,
  openRepository,
  pushArtifact,
  readLayout,
  type Repository,
  writeBlob,
  writeLayout,
} from "@eslabon/oci";
import { PASSWORD, type RegistryServer, startRegistry, USER } from "./registry-server.ts";

const newFolder = (): Promise<string> => mkdtemp(join(tmpdir(), "eslabon-oci-"));

/** A layout of one layer, with two files beside it. */
async function artifact(layer = "a layer", info = "1.0.0"): Promise<string> {
  const folder = await newFolder();
  const config = await writeBlob(
    folder,
    Buffer.from(JSON.stringify({ info })),
    "application/vnd.tiny.config",
  );
  const layers = [await writeBlob(folder, Buffer.from(layer), "application/vnd.tiny.layer")];
  await writeLayout(folder, { schemaVersion: 2, mediaType: MANIFEST_TYPE, config, layers });
  await writeFile(join(folder, "package.json"), `{"version":"${info}"}\n`);
  await writeFile(join(folder, "sbom.cdx.json"), "{}\n");
  return folder;
}

const isLayer = (file: string): boolean =>
  file.endsWith(digestOf(Buffer.from("a layer")).slice("sha256:".length));

const servers: RegistryServer[] = [];
after(async () => {
  for (const server of servers) await server[Symbol.asyncDispose]();
});

async function serve(options?: Parameters<typeof startRegistry>[0]): Promise<RegistryServer> {
  const server = await startRegistry(options);
  servers.push(server);
  return server;
}

const KINDS: readonly (readonly [kind: string, open: () => Promise<Repository>])[] = [
  ["a registry", async () => openRepository(`${(await serve()).host}/tiny`, "image")],
  ["a folder", async () => openRepository(await newFolder(), "image")],
];

for (const [kind, open] of KINDS) {
  describe(`an artifact in ${kind}`, () => {
    let repository: Repository;
    beforeEach(async () => {
      repository = await open();
    });

    it("is not there before it is published", async () => {
      assert.deepEqual(await repository.tags(), []);
      assert.equal(await repository.resolve("1.0.0"), undefined);
      assert.equal(await fetchArtifact(repository, "1.0.0", await newFolder()), undefined);
    });

    it("comes back as it was published, without its layers", async () => {
      const folder = await artifact();
      const { descriptor } = await readLayout(folder);
      assert.equal(await pushArtifact(repository, "1.0.0", folder), descriptor.digest);
      const again = await newFolder();
      assert.equal(await fetchArtifact(repository, "1.0.0", again), descriptor.digest);
      assert.deepEqual(
        await listFiles(again),
        (await listFiles(folder)).filter((file) => !isLayer(file)),
      );
      for (const file of await listFiles(again)) {
        assert.deepEqual(await readFile(join(again, file)), await readFile(join(folder, file)), file);
      }
    });

    it("is published again, when that was interrupted, as the same", async () => {
      const folder = await artifact();
      await pushArtifact(repository, "1.0.0", folder);
      const { digest } = (await readLayout(folder)).descriptor;
      const attached = (await repository.referrers(digest)).length;
      await pushArtifact(repository, "1.0.0", folder);
      assert.equal((await repository.referrers(digest)).length, attached);
      assert.equal(attached, 2);
    });

    it("never takes the place of another one", async () => {
      await pushArtifact(repository, "1.0.0", await artifact());
      const before = await repository.resolve("1.0.0");
      await assert.rejects(pushArtifact(repository, "1.0.0", await artifact("another")), {
        code: "OCI_TAG_TAKEN",
      });
      assert.equal(await repository.resolve("1.0.0"), before);
    });

    it("needs no layers that are there already", async () => {
      const folder = await artifact("a layer", "1.0.0-rc.1");
      await pushArtifact(repository, "1.0.0-rc.1", folder);
      const final = await artifact("a layer", "1.0.0");
      await rm(blobFile(final, digestOf(Buffer.from("a layer"))));
      await pushArtifact(repository, "1.0.0", final);
      assert.deepEqual((await repository.tags()).filter((tag) => !tag.startsWith("sha256-")).toSorted(), [
        "1.0.0",
        "1.0.0-rc.1",
      ]);
      const other = await artifact("another", "2.0.0");
      await rm(blobFile(other, digestOf(Buffer.from("another"))));
      await assert.rejects(pushArtifact(repository, "2.0.0", other), { code: "OCI_CONTENT_ABSENT" });
      assert.equal(await repository.resolve("2.0.0"), undefined);
    });

    it("may have things attached by others, which are not part of it", async () => {
      const folder = await artifact();
      const { descriptor } = await readLayout(folder);
      await pushArtifact(repository, "1.0.0", folder);
      const content = Buffer.from(
        JSON.stringify({
          mediaType: MANIFEST_TYPE,
          subject: descriptor,
          annotations: { "dev.eslabon.file": "../out" },
        }),
      );
      await repository.putReferrer(descriptor.digest, {
        content,
        descriptor: { mediaType: MANIFEST_TYPE, digest: digestOf(content), size: content.length },
      });
      const again = await newFolder();
      await fetchArtifact(repository, "1.0.0", again);
      assert.deepEqual(
        await listFiles(again),
        (await listFiles(folder)).filter((file) => !isLayer(file)),
      );
      assert.equal(await exists(join(again, "../out")), false);
    });
  });
}

describe("a registry", () => {
  afterEach(() => {
    delete process.env.ESLABON_OCI_USER;
    delete process.env.ESLABON_OCI_PASSWORD;
    delete process.env.REGISTRY_AUTH_FILE;
  });

  it("is asked for the tag last, when all that it stands for is there", async () => {
    const server = await serve();
    await pushArtifact(openRepository(`${server.host}/tiny`, "image"), "1.0.0", await artifact());
    assert.equal(server.log.filter((line) => line.startsWith("PUT")).at(-1), "PUT manifests");
    assert.equal([...server.manifests.keys()].at(-1), "1.0.0");
  });

  it("gives its tags in pages", async () => {
    const { host } = await serve({ page: 2 });
    const repository = openRepository(`${host}/tiny`, "image");
    for (const tag of ["1.0.0", "1.1.0", "1.2.0", "1.3.0"])
      await pushArtifact(repository, tag, await artifact());
    const tags = (await repository.tags()).filter((tag) => !tag.startsWith("sha256-"));
    assert.deepEqual(tags.toSorted(), ["1.0.0", "1.1.0", "1.2.0", "1.3.0"]);
  });

  for (const auth of ["basic", "bearer"] as const) {
    it(`that asks for ${auth} is told who one is, by the environment or the file of who signed in`, async () => {
      const { host } = await serve({ auth });
      const repository = openRepository(`${host}/tiny`, "image");
      process.env.REGISTRY_AUTH_FILE = join(await newFolder(), "auth.json");
      await assert.rejects(repository.tags(), { code: "OCI_DENIED" });
      Object.assign(process.env, { ESLABON_OCI_USER: USER, ESLABON_OCI_PASSWORD: PASSWORD });
      await pushArtifact(repository, "1.0.0", await artifact());
      delete process.env.ESLABON_OCI_USER;
      const token = Buffer.from(`${USER}:${PASSWORD}`).toString("base64");
      await writeFile(process.env.REGISTRY_AUTH_FILE, JSON.stringify({ auths: { [host]: { auth: token } } }));
      const other = openRepository(`${host}/tiny`, "image");
      assert.ok((await other.tags()).includes("1.0.0"));
    });
  }

  it("that gives other bytes than a digest names is found out", async () => {
    const server = await serve();
    const repository = openRepository(`${server.host}/tiny`, "image");
    await pushArtifact(repository, "1.0.0", await artifact());
    const config = digestOf(Buffer.from('{"info":"1.0.0"}'));
    server.blobs.set(config, Buffer.from("{}"));
    await assert.rejects(fetchArtifact(repository, "1.0.0", await newFolder()), { code: "OCI_DAMAGED" });
    server.blobs.delete(config);
    await assert.rejects(fetchArtifact(repository, "1.0.0", await newFolder()), {
      code: "OCI_CONTENT_ABSENT",
    });
  });

  it("that does not answer is an error of its own", async () => {
    await assert.rejects(openRepository("127.0.0.1:9/tiny", "image").tags(), { code: "OCI_UNREACHABLE" });
  });

  it("is asked over TLS, unless it is on this machine or its place says otherwise", async () => {
    const { host } = await serve();
    // An address of this machine that nobody takes for it.
    const elsewhere = `0.0.0.0:${host.split(":")[1]!}/tiny`;
    await assert.rejects(openRepository(elsewhere, "image").tags(), { code: "OCI_UNREACHABLE" });
    assert.deepEqual(await openRepository(`http://${elsewhere}`, "image").tags(), []);
  });
});

describe("a place", () => {
  for (const place of ["UPPER.example.com/a", "a b", "", "example.com/Ñ", "ftp://example.com/a"]) {
    it(`“${place}” is none`, () => {
      assert.throws(() => openRepository(place, "image"), { code: "OCI_PLACE_INVALID" });
    });
  }

  for (const [place, folder] of [
    ["./oci", true],
    ["../oci", true],
    ["/srv/oci", true],
    ["localhost:5000/hogar", false],
    ["registry.example.com", false],
  ] as const) {
    it(`“${place}” is ${folder ? "a folder" : "a registry"}`, () => {
      assert.equal(isFolder(place), folder);
    });
  }
});
