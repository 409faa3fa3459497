import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { execFileSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Provenance, readProvenance, verifyRelease } from "@eslabon/chain";
import { type CheckReport, silent } from "@eslabon/link";
import { integrityOf } from "../../src/release/integrity.ts";
import { packArtifact } from "../../src/release/archive.ts";
import { git, newFolder, writeFiles } from "../repository.ts";
import { type TinyProject, tinyProject } from "../toolkit/tiny-project.ts";

describe("the provenance of a release", () => {
  let project: TinyProject;
  let folder: string;
  let provenance: Provenance;

  before(async () => {
    project = await tinyProject();
    await project.release("data");
    await project.depend("1.0.0");
    await project.release("model");
    folder = await newFolder();
    await project.registry.fetch("@tiny/model", "1.0.0", folder);
    provenance = await readProvenance(folder, "@tiny/model@1.0.0");
  });
  after(() => project.registry[Symbol.asyncDispose]());

  it("is an in-toto statement with SLSA's predicate", () => {
    assert.equal(provenance._type, "https://in-toto.io/Statement/v1");
    assert.equal(provenance.predicateType, "https://slsa.dev/provenance/v1");
    const { buildDefinition, runDetails } = provenance.predicate;
    assert.deepEqual(buildDefinition.externalParameters, { link: "model", version: "1.0.0" });
    for (const uri of [buildDefinition.buildType, runDetails.builder.id]) assert.ok(URL.canParse(uri), uri);
    for (const { uri } of buildDefinition.resolvedDependencies) assert.ok(URL.canParse(uri), uri);
  });

  it("is about the package's files, by a digest that two well-known programs make, too", () => {
    const command =
      "find . -type f ! -name provenance.json | cut -c3- | LC_ALL=C sort | xargs sha256sum | sha256sum";
    const [digest] = execFileSync("sh", ["-c", command], { cwd: folder, encoding: "utf8" }).split(" ");
    assert.deepEqual(provenance.subject, [
      { name: "pkg:npm/%40tiny/model@1.0.0", digest: { dirHash1: digest } },
    ]);
  });

  it("names the commit, the package that it was made from with its digest, the toolkit and Node", async () => {
    const { resolvedDependencies } = provenance.predicate.buildDefinition;
    const commit = resolvedDependencies.find(({ uri }) => uri.startsWith("git+"));
    assert.equal(commit?.digest?.gitCommit, await git(project.root, "rev-parse", "model@1.0.0^{commit}"));
    const [data] = await project.registry.versions("@tiny/data");
    const sha512 = Buffer.from(data!.integrity.slice("sha512-".length), "base64").toString("hex");
    const found = resolvedDependencies.find(({ uri }) => uri === "pkg:npm/%40tiny/data@1.0.0");
    assert.deepEqual(found?.digest, { sha512 });
    const names = resolvedDependencies.map(({ uri }) => uri).join(" ");
    assert.match(names, /pkg:npm\/%40tiny\/toolkit@1\.0\.0 pkg:generic\/node@\d+\.\d+\.\d+/u);
  });

  it("and the files are in an archive of the same bytes whoever packs it", async () => {
    const archives = [];
    for (const umask of [0o022, 0o077]) {
      const before = process.umask(umask);
      const files = await newFolder();
      await writeFiles(files, {
        "package.json": { name: "@tiny/x", version: "1.0.0" },
        "b/c.txt": "c",
        a: "a",
      });
      const archive = join(await newFolder(), "archive.tgz");
      await packArtifact(files, archive);
      archives.push(await integrityOf(files, archive));
      process.umask(before);
    }
    assert.equal(archives[0], archives[1]);
  });

  async function verify(version = "1.0.0"): Promise<CheckReport> {
    const { links } = await project.chain();
    return verifyRelease(links[1]!, { registry: project.registry, version, progress: silent });
  }

  it("is what building the commit again says", async () => {
    const report = await verify();
    assert.ok(report.passed, JSON.stringify(report.checks));
    assert.deepEqual(
      report.checks.map(({ name }) => name),
      [
        "its files are those that its provenance is about",
        "its tag is on the commit that it was made from",
        "@tiny/data@1.0.0 is in the registry as it was then",
        "@tiny/toolkit@1.0.0 is in the registry as it was then",
        "its commit gives the same files again",
      ],
    );
  });

  it("is found to be wrong when the tag has been moved", async () => {
    await git(project.root, "tag", "--force", "model@1.0.0", "data@1.0.0^{commit}");
    const { passed, checks } = await verify();
    assert.ok(!passed);
    assert.deepEqual(
      checks.filter((check) => !check.passed).map(({ name }) => name),
      ["its tag is on the commit that it was made from"],
    );
  });

  it("is asked for where a package has none", async () => {
    const files = await newFolder();
    await writeFiles(files, { "package.json": { name: "@tiny/model", version: "1.0.5" } });
    const archive = join(await newFolder(), "archive.tgz");
    await packArtifact(files, archive);
    await project.registry.publish("@tiny/data", archive, "other");
    await assert.rejects(verify("1.0.5"), { code: "VERIFY_PROVENANCE_ABSENT" });
  });

  it("does not cover what somebody has changed in the package", async () => {
    const files = await newFolder();
    await project.registry.fetch("@tiny/model", "1.0.0", files);
    await writeFile(join(files, "rows.txt"), "one\nforged\n");
    await writeFiles(files, { "package.json": { name: "@tiny/model", version: "1.0.6" } });
    const archive = join(await newFolder(), "archive.tgz");
    await packArtifact(files, archive);
    await project.registry.publish("@tiny/data", archive, "other");
    const { passed, checks } = await verify("1.0.6");
    assert.ok(!passed);
    const rebuilt = checks.find(({ name }) => name === "its commit gives the same files again");
    assert.match(rebuilt!.detail, /package\.json, rows\.txt/u);
  });
});
