import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { writeJson } from "@eslabon/link";
import {
  blobFile,
  MANIFEST_TYPE,
  openRepository,
  pushArtifact,
  readLayout,
  writeBlob,
  writeLayout,
} from "@eslabon/oci";
import { emptyFolder, eslabon } from "./chain.ts";

/** A chain of a chart only, with an environment that has a file and one that has none. */
async function chartChain(): Promise<string> {
  const root = await emptyFolder();
  const files = {
    "eslabon.config.ts": `export default {
  name: "tiny", links: { chart: "chart/chart.ts" },
  environments: { test: "environments/test.yaml", prod: "http://127.0.0.1:9/" },
};\n`,
    "chart/chart.ts": `export default { examples: [{ input: "the tap drips", label: "plumber" }] };\n`,
    "chart/package.json": `{ "name": "@tiny/chart", "version": "0.0.0", "type": "module" }\n`,
    "environments/namespace.yaml": "kind: Namespace\nmetadata: { name: tiny }\n",
    "environments/test.yaml":
      "# by hand\ncluster: local\nnamespace: namespace.yaml\nurl: http://127.0.0.1:9\n",
    ".gitignore": "build/\n.eslabon/\n",
    "package.json": `{ "type": "module" }\n`,
  };
  await mkdir(join(root, "chart"));
  await mkdir(join(root, "environments"));
  for (const [name, content] of Object.entries(files)) await writeFile(join(root, name), content);
  const git = (...args: string[]): unknown => execFileSync("git", args, { cwd: root });
  git("init", "--quiet");
  git("add", ".");
  git("-c", "user.name=Ana", "-c", "user.email=ana@example.com", "commit", "--quiet", "--message", "begin");
  return root;
}

/** Publishes the chart that is built, as a release would. */
async function publish(root: string, version: string): Promise<void> {
  const folder = join(root, "build/chart");
  await writeJson(join(folder, "package.json"), { name: "@tiny/chart", version });
  await pushArtifact(openRepository(join(root, ".eslabon/oci"), "chart"), version, folder);
}

describe("eslabon and a chart", () => {
  let root: string;
  before(async () => {
    // Whoever runs this may have clusters.
    process.env.KUBECONFIG = "/nowhere/kubeconfig";
    root = await chartChain();
  });

  it("build it without an image before the first release", async () => {
    const { code, out, err } = await eslabon(root, ["build", "chart", "--json"]);
    assert.equal(code, 0, err);
    assert.equal((JSON.parse(out) as { link: string }[])[0]!.link, "chart");
  });

  it("let an environment take a released one, and keep what else its file says", async () => {
    await publish(root, "1.0.0");
    const { code, out, err } = await eslabon(root, ["update", "test"]);
    assert.equal(code, 0, err);
    assert.match(out, /test: chart none → 1\.0\.0/u);
    const file = await readFile(join(root, "environments/test.yaml"), "utf8");
    assert.match(file, /^# by hand\n/u);
    assert.match(file, /^chart: 1\.0\.0$/mu);
  });

  it("only say what an environment would take, when asked to", async () => {
    const before = await readFile(join(root, "environments/test.yaml"), "utf8");
    const { code, out } = await eslabon(root, ["update", "test", "chart", "1.0.0", "--dry-run"]);
    assert.equal(code, 0);
    assert.match(out, /1\.0\.0 → 1\.0\.0, if it were taken/u);
    assert.equal(await readFile(join(root, "environments/test.yaml"), "utf8"), before);
  });

  it("name the versions that there are, when another one is wanted", async () => {
    const { code, err } = await eslabon(root, ["update", "test", "chart", "2.0.0"]);
    assert.equal(code, 2);
    assert.match(err, /error CHART_VERSION_ABSENT: [^]*there are 1\.0\.0/u);
  });

  it("build it for the released image that it names, and for no other", async () => {
    const chain = await chartChain();
    const image = await emptyFolder();
    const config = await writeBlob(image, Buffer.from("{}"), "application/json");
    await writeLayout(image, { schemaVersion: 2, mediaType: MANIFEST_TYPE, config, layers: [] });
    await writeJson(join(image, "package.json"), { name: "@tiny/image", version: "1.0.0" });
    await pushArtifact(openRepository(join(chain, ".eslabon/oci"), "image"), "1.0.0", image);

    const taken = await eslabon(chain, ["update", "chart", "image", "1.0.0"]);
    assert.equal(taken.code, 0, taken.err);
    const built = await eslabon(chain, ["build", "chart"]);
    assert.equal(built.code, 0, built.err);
    const { manifest } = await readLayout(join(chain, "build/chart"));
    const metadata = await readFile(blobFile(join(chain, "build/chart"), manifest.config.digest), "utf8");
    assert.equal((JSON.parse(metadata) as { appVersion: string }).appVersion, "1.0.0");

    await writeFile(
      join(chain, "chart/package.json"),
      `{ "name": "@tiny/chart", "oci": { "@tiny/image": "2.0.0" } }\n`,
    );
    const { code, err } = await eslabon(chain, ["build", "chart"]);
    assert.equal(code, 2);
    assert.match(err, /error REGISTRY_VERSION_ABSENT: @tiny\/image@2\.0\.0/u);
  });

  it("check it without a cluster, and say how it is tried on one", async () => {
    const { out } = await eslabon(root, ["check", "chart"]);
    assert.match(out, /^- chart: not tried: the deployment on a cluster; .*eslabon check chart --on /mu);
    // An environment that is only known by its URL has nothing that could be rendered.
    assert.doesNotMatch(out, /cannot be read/u);
  });

  it("do not pass where it is to be tried on a cluster that is not there", async () => {
    const { code, out } = await eslabon(root, ["check", "chart", "--on", "test"]);
    assert.equal(code, 1);
    assert.match(out, /^✖ chart: deployment on the cluster of test \(.*kubectl/mu);
    assert.doesNotMatch(out, /not tried/u);
  });

  it("try only charts, and only where an environment has a file", async () => {
    const unknown = await eslabon(root, ["check", "chart", "--on", "prod"]);
    assert.equal(unknown.code, 2);
    assert.match(unknown.err, /error CLI_ENVIRONMENT_UNKNOWN: .*“prod”/u);
    const all = await eslabon(root, ["check", "--on", "test"]);
    assert.equal(all.code, 2);
    assert.match(all.err, /error CLI_USAGE: only a chart is tried on a cluster/u);
  });

  it("try charts, and nothing else, where a pipeline says so for all links", async () => {
    process.env.ESLABON_CHECK_ON = "test";
    try {
      assert.match(
        (await eslabon(root, ["check", "chart"])).out,
        /^✖ chart: deployment on the cluster of test/mu,
      );
      assert.equal((await eslabon(root, ["check"])).code, 0);
    } finally {
      delete process.env.ESLABON_CHECK_ON;
    }
  });

  it("deploy nothing that is in no commit", async () => {
    const { code, err } = await eslabon(root, ["deploy", "test"]);
    assert.equal(code, 2);
    assert.match(err, /error DEPLOY_UNCOMMITTED: .*environments\/test\.yaml/u);
  });

  it("deploy nothing where no chart is named, and only into environments that have a file", async () => {
    const empty = await eslabon(await chartChain(), ["deploy", "test"]);
    assert.equal(empty.code, 2);
    assert.match(empty.err, /error ENVIRONMENT_EMPTY: [^]*eslabon update test/u);
    for (const name of ["prod", "staging"]) {
      const { code, err } = await eslabon(root, ["deploy", name]);
      assert.equal(code, 2);
      assert.match(err, /error CLI_ENVIRONMENT_UNKNOWN: [^]*there are test/u);
    }
  });

  it("tell in the status why an environment cannot be compared with its file", async () => {
    const { code, out, err } = await eslabon(await chartChain(), ["status", "--json"]);
    assert.equal(code, 0, err);
    const { environments } = JSON.parse(out) as {
      environments: { name: string; drift?: { error: string } }[];
    };
    assert.match(
      environments.find(({ name }) => name === "test")!.drift!.error,
      /names no version of the chart/u,
    );
    assert.equal(environments.find(({ name }) => name === "prod")!.drift, undefined);
  });
});
