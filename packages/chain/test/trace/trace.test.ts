import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { openRegistry, type Registry, trace, type Traced, traceRunning } from "@eslabon/chain";
import { digestFiles } from "@eslabon/link";
import { newFolder, publish, writeFiles } from "../repository.ts";

const COMMIT = "3f2a9c1d5e6f708192a3b4c5d6e7f8091a2b3c4d";

/** Packages that say where they come from, in a registry whose folder is known. */
class Releases {
  readonly storage: string;

  constructor(storage: string) {
    this.storage = storage;
  }

  open(): Promise<Registry> {
    return openRegistry({ npm: this.storage }, "@tiny");
  }

  async release(name: string, version: string, reads: readonly string[] = []): Promise<void> {
    await using registry = await this.open();
    const resolvedDependencies: object[] = [
      { uri: "git+https://example.com/tiny.git", digest: { gitCommit: COMMIT } },
      { uri: "pkg:npm/%40eslabon/data@0.0.0" },
    ];
    for (const each of reads) {
      const [upstream, of] = each.split(" ") as [string, string];
      const { integrity } = (await registry.versions(upstream)).find((known) => known.version === of)!;
      const sha512 = Buffer.from(integrity.slice("sha512-".length), "base64").toString("hex");
      resolvedDependencies.push({ uri: `pkg:npm/${upstream.replace("@", "%40")}@${of}`, digest: { sha512 } });
    }
    const folder = await newFolder();
    const files = { "package.json": { name, version }, content: `${name} ${version} ${this.storage}` };
    await writeFiles(folder, files);
    const dirHash1 = (await digestFiles(folder, Object.keys(files))).replace("sha256:", "");
    const provenance = {
      _type: "https://in-toto.io/Statement/v1",
      subject: [{ name: `pkg:npm/${name.replace("@", "%40")}@${version}`, digest: { dirHash1 } }],
      predicateType: "https://slsa.dev/provenance/v1",
      predicate: {
        buildDefinition: {
          buildType: "urn:test",
          externalParameters: { link: name.split("/")[1], version },
          internalParameters: {},
          resolvedDependencies,
        },
        runDetails: { builder: { id: "urn:test", version: { eslabon: "0.0.0" } } },
      },
    };
    await publish(registry, name, version, { ...files, "provenance.json": provenance });
  }

  /** Changes a byte of an archive, as a disk or a person would. */
  async damage(name: string, version: string): Promise<void> {
    const file = join(this.storage, name, `${name.split("/")[1]!}-${version}.tgz`);
    const bytes = await readFile(file);
    bytes[bytes.length - 1]! ^= 1;
    await writeFile(file, bytes);
  }
}

const shown = (traced: readonly Traced[]): string[] =>
  traced.map(({ name, version, bytes }) => `${name} ${version} ${bytes}`);

describe("the trace of a release", () => {
  let releases: Releases;

  before(async () => {
    releases = new Releases(join(await newFolder(), "registry"));
    await releases.release("@tiny/data", "1.0.0");
    await releases.release("@tiny/model", "1.0.0-rc.1", ["@tiny/data 1.0.0"]);
    await releases.release("@tiny/model", "1.0.0", ["@tiny/model 1.0.0-rc.1", "@tiny/data 1.0.0"]);
    await releases.release("@tiny/service", "1.0.0", ["@tiny/model 1.0.0"]);
  });

  const traceOf = async (name: string, version: string): Promise<readonly Traced[]> => {
    await using registry = await releases.open();
    return await trace(registry, { name, version });
  };

  it("leads to the data, each with its commit and whether the registry has its bytes", async () => {
    const traced = await traceOf("@tiny/service", "1.0.0");
    assert.deepEqual(shown(traced), [
      "@tiny/service 1.0.0 same",
      "@tiny/model 1.0.0 same",
      "@tiny/data 1.0.0 same",
    ]);
    const { commit, repository, integrity } = traced[2]!;
    assert.deepEqual([commit, repository], [COMMIT, "git+https://example.com/tiny.git"]);
    assert.match(integrity!, /^sha512-/u);
  });

  it("leads over the candidate where a release says no more than whose content it is", async () => {
    await releases.release("@tiny/model", "1.0.1-rc.1", ["@tiny/data 1.0.0"]);
    await releases.release("@tiny/model", "1.0.1", ["@tiny/model 1.0.1-rc.1"]);
    assert.deepEqual(shown(await traceOf("@tiny/model", "1.0.1")), [
      "@tiny/model 1.0.1 same",
      "@tiny/model 1.0.1-rc.1 same",
      "@tiny/data 1.0.0 same",
    ]);
  });

  it("ends where a package says nothing of where it comes from", async () => {
    await using registry = await releases.open();
    await publish(registry, "@tiny/data", "0.9.0");
    const [only, ...rest] = await trace(registry, { name: "@tiny/data", version: "0.9.0" });
    assert.deepEqual(
      [only!.bytes, only!.detail, rest],
      ["unknown", "@tiny/data@0.9.0 does not say how it came to be: it has no provenance.json", []],
    );
  });

  it("of a version that is not there is an error", async () => {
    await assert.rejects(traceOf("@tiny/service", "2.0.0"), { code: "REGISTRY_VERSION_ABSENT" });
  });

  it("of what runs compares each version with what the one in front of it was made from", async () => {
    await releases.release("@tiny/model", "1.1.0", ["@tiny/data 1.0.0"]);
    await using registry = await releases.open();
    const running = ["service 1.0.0", "model 1.1.0", "data 1.0.0"].map((each) => {
      const [name, version] = each.split(" ") as [string, string];
      return { name: `@tiny/${name}`, version };
    });
    assert.deepEqual(shown(await traceRunning(registry, running)), [
      "@tiny/service 1.0.0 same",
      "@tiny/model 1.1.0 same",
      "@tiny/data 1.0.0 same",
    ]);
    const snapshot = [{ name: "@tiny/service", version: "0.0.0" }, ...running.slice(1)];
    assert.deepEqual(shown(await traceRunning(registry, snapshot))[0], "@tiny/service 0.0.0 absent");
  });

  it("shows bytes that are no longer those that were released", async () => {
    await releases.release("@tiny/data", "1.1.0");
    await releases.release("@tiny/model", "1.2.0", ["@tiny/data 1.1.0"]);
    await releases.damage("@tiny/data", "1.1.0");
    const [model, data] = await traceOf("@tiny/model", "1.2.0");
    assert.deepEqual([model!.bytes, data!.bytes], ["same", "different"]);
    assert.match(data!.detail!, /and it states sha512-/u);
  });

  it("shows a package that was made anew after another was made from it", async () => {
    const others = new Releases(join(await newFolder(), "registry"));
    await others.release("@tiny/data", "1.0.0");
    await others.release("@tiny/model", "1.0.0", ["@tiny/data 1.0.0"]);
    const storage = join(others.storage, "@tiny/data/package.json");
    const packument = JSON.parse(await readFile(storage, "utf8")) as {
      versions: Record<string, { dist: { integrity: string; shasum: string } }>;
    };
    const archive = join(releases.storage, "@tiny/data/data-1.0.0.tgz");
    await writeFile(join(others.storage, "@tiny/data/data-1.0.0.tgz"), await readFile(archive));
    await using registry = await releases.open();
    const { integrity } = (await registry.versions("@tiny/data")).find(({ version }) => version === "1.0.0")!;
    packument.versions["1.0.0"]!.dist.integrity = integrity;
    await writeFile(storage, JSON.stringify(packument));
    await using other = await others.open();
    const [, data] = await trace(other, { name: "@tiny/model", version: "1.0.0" });
    assert.deepEqual(
      [data!.bytes, data!.detail],
      ["different", "its archive is not the one that its reader was made from"],
    );
  });
});
