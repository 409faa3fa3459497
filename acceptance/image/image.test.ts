import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { CheckReport } from "@eslabon/link";
import { readLayout } from "@eslabon/oci";
import { openToolkitRegistry, type ToolkitRegistry } from "../../scripts/snapshot.ts";
import { oneRepository, type Project } from "../chain/project.ts";
import { Team } from "../chain/team.ts";
import { type OciRegistry, startRegistry } from "./registry.ts";

const ROOT = mkdtempSync(join(tmpdir(), "eslabon-image-"));

interface Inspected {
  readonly Digest: string;
  readonly Layers: readonly string[];
  readonly Labels: Readonly<Record<string, string>>;
  readonly Env: readonly string[];
}

describe("the image of the reference chain, from published packages to a registry", () => {
  let toolkit: ToolkitRegistry;
  let registry: OciRegistry;
  let project: Project;
  let team: Team;
  let built: string;
  /** What is worth reading afterwards. */
  const report: string[] = [];

  const inspect = (version: string): Inspected =>
    JSON.parse(
      execFileSync("skopeo", [
        "inspect",
        "--tls-verify=false",
        `docker://${registry.host}/hogar/image:${version}`,
      ]).toString(),
    ) as Inspected;
  const digest = async (): Promise<string> => (await readLayout(built)).descriptor.digest;
  const check = async (): Promise<CheckReport> => {
    const { out } = await team.type(project.repository("image"), "eslabon", ["check", "image", "--json"]);
    return (JSON.parse(out) as [CheckReport])[0];
  };
  const failures = ({ checks }: CheckReport): string[] =>
    checks.filter(({ passed }) => !passed).map(({ name, detail }) => `${name}: ${detail}`);

  before(async () => {
    execFileSync(join(import.meta.dirname, "make-base.sh"), { stdio: "inherit" });
    toolkit = await openToolkitRegistry(join(ROOT, "toolkit"));
    registry = await startRegistry(join(ROOT, "oci"));
    project = oneRepository(ROOT, toolkit, {
      links: ["data", "model", "service", "image"],
      registries: { oci: `${registry.host}/hogar` },
    });
    built = join(project.repository("image"), "build", "image");
    team = new Team(project, toolkit);
    await team.begin();
    const reads = { data: [], model: ["data"], service: ["model"], image: ["service", "model"] } as const;
    for (const link of ["data", "model", "service", "image"] as const) {
      for (const upstream of reads[link]) await team.eslabon(link, "update", link, upstream, "1.0.0");
      if (reads[link].length > 0) team.commit(link, `build(${link}): take what it reads, 1.0.0`);
      if (link !== "image") await team.eslabon(link, "release", link);
    }
  });

  after(async () => {
    writeFileSync(join(ROOT, "transcript.txt"), team.transcript.join("\n"));
    process.stdout.write(`${report.join("\n")}\nall of it: ${join(ROOT, "transcript.txt")}\n`);
    await registry[Symbol.asyncDispose]();
    await toolkit[Symbol.asyncDispose]();
  });

  it("is the same to the last byte whenever and with whichever program it is built", async () => {
    const digests = [];
    for (const builder of ["podman", "podman", "buildah"]) {
      process.env.ESLABON_IMAGE_BUILDER = builder;
      await new Team(project, toolkit).eslabon("image", "build", "image", "--force");
      digests.push(await digest());
      report.push(`built with ${builder}: ${digests.at(-1)!}`);
    }
    delete process.env.ESLABON_IMAGE_BUILDER;
    assert.equal(new Set(digests).size, 1, digests.join("\n"));
  });

  it("passes its check under production's limits", async () => {
    const found = await check();
    report.push(
      ...found.checks.map(({ name, passed, detail }) => `${passed ? "✔" : "✖"} ${name}: ${detail}`),
    );
    assert.deepEqual(failures(found), []);
  });

  it("says nothing of the registry that its packages came from", async () => {
    const { manifest } = await readLayout(built);
    const own = manifest.layers.at(-1)!.digest.replace("sha256:", "");
    const layer = execFileSync("gunzip", ["--stdout", join(built, "blobs/sha256", own)], {
      maxBuffer: 1024 ** 3,
    });
    for (const text of [new URL(toolkit.url).host, "_authToken=none"]) assert.ok(!layer.includes(text), text);
  });

  it("has a bill of materials of all that is installed in it, and of its base", () => {
    const sbom = JSON.parse(readFileSync(join(built, "sbom.cdx.json"), "utf8")) as {
      components: { name: string; version: string; purl?: string }[];
    };
    const names = sbom.components.map(({ name }) => name);
    for (const name of ["@hogar/service", "@hogar/model", "fastify", "docker.io/library/node:24-slim"]) {
      assert.ok(names.includes(name), name);
    }
    const excerpt = sbom.components.filter(({ name }) => /hogar|^fastify$|node:24/u.test(name));
    report.push(`bill of materials, ${names.length} components, among them:`);
    for (const { name, version, purl = `${name} ${version}` } of excerpt) report.push(`  ${purl}`);
  });

  it("does not pass where it is larger than allowed, or cannot tell its health", async () => {
    const folder = project.folder("image");
    const declaration = join(folder, "image.ts");
    const whole = readFileSync(declaration, "utf8");
    const dockerfile = readFileSync(
      join(import.meta.dirname, "../../packages/image/container/Dockerfile"),
      "utf8",
    );
    writeFileSync(
      declaration,
      whole.replace("defineImage({", "defineImage({\n  gates: { addedMegabytes: 1 },"),
    );
    writeFileSync(join(folder, "Dockerfile"), dockerfile.replace(/^HEALTHCHECK.*\n/mu, ""));
    const failed = failures(await check()).map((each) => each.slice(0, each.indexOf(":")));
    assert.deepEqual(failed, ["adds little to its base", "health check"]);
    writeFileSync(declaration, whole);
    rmSync(join(folder, "Dockerfile"));
  });

  it("is released by its digest, first a candidate and then its content", async () => {
    await team.eslabon("image", "release", "image", "--rc");
    await team.eslabon("image", "release", "image");
    const [candidate, final] = [inspect("1.0.0-rc.1"), inspect("1.0.0")];
    assert.deepEqual(final.Layers, candidate.Layers);
    assert.equal(final.Labels["org.opencontainers.image.version"], "1.0.0");
    assert.match(final.Labels["org.opencontainers.image.revision"] ?? "", /^[0-9a-f]{40}$/u);
    assert.ok(final.Env.includes("ESLABON_VERSIONS_IMAGE=1.0.0"));
    report.push(`released: ${registry.host}/hogar/image@${final.Digest}`);
    const storage = readdirSync(
      join(ROOT, "oci/storage/docker/registry/v2/repositories/hogar/image/_manifests/tags"),
    );
    assert.deepEqual(storage.filter((tag) => !tag.startsWith("sha256-")).sort(), ["1.0.0", "1.0.0-rc.1"]);
  });

  it("runs as it was pulled by its digest, and says its version", async () => {
    const reference = `${registry.host}/hogar/image@${inspect("1.0.0").Digest}`;
    execFileSync("podman", ["pull", "--quiet", "--tls-verify=false", reference]);
    const id = execFileSync("podman", [
      "run",
      "--detach",
      "--rm",
      "--read-only",
      "--publish=127.0.0.1::8080",
      reference,
    ])
      .toString()
      .trim();
    try {
      const address = execFileSync("podman", ["port", id, "8080/tcp"]).toString().trim();
      const answer = await untilAnswered(`http://${address}/api/v1/modelo?texto=ba%C3%B1era`);
      assert.equal(answer.headers.get("eslabon-image-version"), "1.0.0");
      assert.equal(((await answer.json()) as [string, number][])[0]?.[0], "Fontanería");
    } finally {
      execFileSync("podman", ["stop", id]);
      execFileSync("podman", ["rmi", "--force", reference]);
    }
  });

  it("is what its commit makes, and is traced to the data behind it", async () => {
    report.push(await team.eslabon("image", "verify", "image@1.0.0"));
    const traced = await team.eslabon("image", "trace", "image@1.0.0");
    report.push(traced);
    const released = [...traced.matchAll(/^@hogar\/(\w+) +1\.0\.0 /gmu)].map(([, link]) => link);
    assert.deepEqual(released, ["image", "service", "model", "data"]);
  });

  it("takes a patch for a line in its own Dockerfile or definition", async () => {
    appendFileSync(join(project.folder("image"), "image.ts"), "// Nothing but a comment.\n");
    team.commit("image", "fix(image): say why");
    assert.match(await team.eslabon("image", "plan", "image"), /1\.0\.0 → 1\.0\.1/u);
  });
});

async function untilAnswered(url: string): Promise<Response> {
  for (;;) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return response;
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
}
