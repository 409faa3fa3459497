import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import {
  gatherFacts,
  openRegistry,
  planLink,
  planUpdate,
  readProvenance,
  takeVersion,
  trace,
  verifyRelease,
} from "@eslabon/chain";
import { listFiles, readPackage, silent } from "@eslabon/link";
import { linkIn, newFolder, writeFiles } from "../repository.ts";
import { type TinyProject, tinyProject } from "../toolkit/tiny-project.ts";

describe("a link that is an OCI artifact and reads two others", () => {
  let project: TinyProject;
  let oci: string;
  before(async () => {
    oci = join(await newFolder(), "oci");
    project = await tinyProject({ oci });
    await project.release("data");
    await project.depend("1.0.0");
    await project.release("model");
    await project.dependImage({ model: "1.0.0", data: "1.0.0" });
  });
  after(() => project.registry[Symbol.asyncDispose]());

  it("is released by the digest of its manifest, with a candidate before", async () => {
    const candidate = await project.release("image", { candidate: true });
    assert.deepEqual([candidate.version, candidate.tag], ["1.0.0-rc.1", "image@1.0.0-rc.1"]);
    const release = await project.release("image");
    assert.match(release.integrity, /^sha256:[0-9a-f]{64}$/u);
    assert.deepEqual(release.done, ["tag", "publish", "merge", "push"]);
    assert.deepEqual(await project.published("image"), ["1.0.0", "1.0.0-rc.1"]);
    const versions = await project.registry.versions("@tiny/image");
    assert.equal(versions.find(({ version }) => version === "1.0.0")?.integrity, release.integrity);
  });

  it("comes with its provenance, which is about its manifest and names both", async () => {
    const folder = await newFolder();
    const { integrity } = await project.registry.fetch("@tiny/image", "1.0.0", folder);
    assert.equal((await readPackage(folder)).version, "1.0.0");
    assert.ok((await listFiles(folder)).includes("provenance.json"));
    const { subject, predicate } = await readProvenance(folder, "@tiny/image@1.0.0");
    assert.equal(subject[0]!.name, `pkg:oci/image@${encodeURIComponent(integrity)}?tag=1.0.0`);
    assert.equal(`sha256:${subject[0]!.digest.sha256!}`, integrity);
    const uris = predicate.buildDefinition.resolvedDependencies.map(({ uri }) => uri);
    for (const name of ["model", "data"]) assert.ok(uris.includes(`pkg:npm/%40tiny/${name}@1.0.0`), name);
  });

  it("is verified: its commit gives the same again", async () => {
    const link = (await project.chain()).links.find(({ name }) => name === "image")!;
    const { registry } = project;
    const report = await verifyRelease(link, { registry, version: "1.0.0", progress: silent });
    assert.deepEqual(
      report.checks.filter(({ passed }) => !passed),
      [],
    );
    const inputs = report.checks.filter(({ name }) => name.includes("in the registry as it was"));
    for (const name of ["image@1.0.0-rc.1", "model@1.0.0", "data@1.0.0"]) {
      assert.ok(
        inputs.some((check) => check.name.startsWith(`@tiny/${name} `)),
        name,
      );
    }
  });

  it("is traced to all that is behind it, each once", async () => {
    const traced = await trace(project.registry, { name: "@tiny/image", version: "1.0.0" });
    // The toolkit is of the same scope here.
    const links = traced.filter(({ name }) => name !== "@tiny/toolkit");
    assert.deepEqual(
      links.map(({ name, version, bytes }) => `${name}@${version} ${bytes}`),
      ["@tiny/image@1.0.0 same", "@tiny/model@1.0.0 same", "@tiny/data@1.0.0 same"],
    );
  });

  it("makes the larger step of what it reads", async () => {
    await project.rows("data", "one", "two", "three");
    await project.release("data");
    await project.dependImage({ model: "1.0.0", data: "1.1.0" });
    const chain = await project.chain();
    const link = chain.links.find(({ name }) => name === "image")!;
    const plan = planLink(await gatherFacts(chain, link, { registry: project.registry }));
    assert.deepEqual([plan.last, plan.step, plan.next], ["1.0.0", "minor", "1.1.0"]);
    assert.deepEqual(
      plan.dependencies.map(({ link: name, locked }) => `${name} ${locked!}`),
      ["model 1.0.0", "data 1.1.0"],
    );
  });

  it("is not released where somebody else has its version", async () => {
    const elsewhere = await openRegistry({ npm: project.registry.url, oci }, "@tiny", ["@tiny/image"]);
    const registry = {
      ...elsewhere,
      // As when it is published by somebody between the last look and this release.
      publish: async (name: string, archive: string, distTag: string) => {
        const other = await tinyProject({ oci });
        await other.release("data");
        await other.depend("1.0.0");
        await other.release("model");
        await other.rows("image", "of another");
        await other.dependImage({ model: "1.0.0", data: "1.0.0" });
        await other.release("image", { version: "1.1.0" });
        await other.registry[Symbol.asyncDispose]();
        await elsewhere.publish(name, archive, distTag);
      },
    };
    await assert.rejects(project.release("image", { registry }), { code: "RELEASE_CONFLICT" });
    assert.ok(!(await project.tags()).includes("image@1.1.0"));
  });

  it("is named, and not installed, by who reads it", async () => {
    const folder = await newFolder();
    await writeFiles(folder, { "package.json": { name: "@tiny/chart" } });
    const link = linkIn(folder, { name: "chart", reads: [{ link: "image", range: "exact" }] });
    const dependency = { link: "image", range: "exact", package: "@tiny/image" } as const;
    await takeVersion(link, dependency, "1.0.0", project.registry);
    const { locked, newest } = await planUpdate(link, dependency, project.registry);
    assert.deepEqual([locked, newest], ["1.0.0", "1.1.0"]);
    assert.ok(!(await listFiles(folder)).includes("package-lock.json"));
    await assert.rejects(takeVersion(link, dependency, "7.0.0", project.registry), {
      code: "REGISTRY_VERSION_ABSENT",
    });
  });
});
