import assert from "node:assert/strict";
import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { emptyFolder, eslabon, tinyChain } from "./chain.ts";
import { commit, committedChain, git, releaseBuilt } from "./releases.ts";

interface Printed {
  readonly step: string | null;
  readonly changes: readonly { readonly what: string; readonly step: string }[];
  readonly from: { readonly version: string };
  readonly rows: Record<string, number>;
  readonly examples: Record<string, readonly { readonly id: string }[]>;
}

async function diffOf(folder: string, ...args: string[]): Promise<Printed> {
  const { code, out, err } = await eslabon(folder, ["diff", "data", ...args, "--json"]);
  assert.equal(code, 0, err);
  return JSON.parse(out) as Printed;
}

describe("eslabon diff data", () => {
  let root: string;

  before(async () => {
    root = await committedChain();
  });

  it("says that there is no release yet", async () => {
    const { code, out } = await eslabon(root, ["diff", "data", "--json"]);
    assert.equal(code, 2);
    assert.equal((JSON.parse(out) as { error: { code: string } }).error.code, "CLI_RELEASE_ABSENT");
  });

  it("compares what there is now with the last release", async () => {
    await releaseBuilt(root, "data", "1.0.0");
    assert.deepEqual((await diffOf(root)).changes, []);

    await appendFile(join(root, "data/right.csv"), "claims.csv,line 2,carpenter\n");
    const { step, changes, examples } = await diffOf(root);
    assert.equal(step, "patch");
    assert.deepEqual(changes, [{ what: "1 label corrected", step: "patch" }]);
    assert.deepEqual(
      examples.relabelled!.map(({ id }) => id),
      ["claims.csv:line 2"],
    );
  });

  it("prints it for people, with examples", async () => {
    const { code, out } = await eslabon(root, ["diff", "data", "--top", "1"]);
    assert.equal(code, 0);
    assert.match(out, /^from {2}@tiny\/data 0\.0\.0: 96 rows, 3 labels/u);
    assert.match(out, /It calls for a patch version:\n {2}patch {2}1 label corrected\n/u);
    assert.match(
      out,
      /• the tap of my kitchen is broken again\n {4}plumber → carpenter\n {4}claims.csv:line 2\n/u,
    );
  });

  it("compares versions and folders, and writes a page", async () => {
    await commit(root, "fix: correct a label");
    await releaseBuilt(root, "data", "1.0.1");
    await appendFile(join(root, "data/claims.csv"), "my new door squeaks,carpenter\n");
    const page = join(await emptyFolder(), "diff.html");
    const { code, err } = await eslabon(root, ["diff", "data", "1.0.0", "1.0.1", "--html", page]);
    assert.equal(code, 0, err);
    assert.match(await readFile(page, "utf8"), /class="label was">plumber<.*class="label is">carpenter</u);
    assert.deepEqual((await diffOf(root, "1.0.0")).changes, [
      { what: "1 row added (+1.0 %)", step: "minor" },
      { what: "1 label corrected", step: "patch" },
    ]);
    const { rows } = await diffOf(root, "1.0.1", "build/data");
    assert.deepEqual([rows.added, rows.relabelled], [1, 0]);
  });

  it("takes the last release before the commit that is checked out, not the greatest", async () => {
    await git(root, "stash", "--quiet");
    await git(root, "checkout", "--quiet", "-b", "hotfix", "data@1.0.0");
    assert.deepEqual((await diffOf(root)).changes, []);
    await git(root, "checkout", "--quiet", "develop");
    await git(root, "stash", "pop", "--quiet");
  });

  it("goes by the rules of the dataset's declaration", async () => {
    const file = join(root, "data/dataset.ts");
    const declared = await readFile(file, "utf8");
    await writeFile(
      file,
      declared.replace('language: "en",', 'language: "en", versions: { rowsAdded: "major" },'),
    );
    const { step } = await diffOf(root, "1.0.1");
    await writeFile(file, declared);
    assert.equal(step, "major");
  });

  it("needs no chain for two folders", async () => {
    const elsewhere = await emptyFolder();
    const data = join(root, "build/data");
    assert.equal((await diffOf(elsewhere, data, data)).step, null);
  });

  for (const [what, args, code] of [
    ["a link that is not data", ["model"], "CLI_USAGE"],
    ["a version that was never released", ["data", "3.0.0"], "REGISTRY_VERSION_ABSENT"],
    ["a link that was not built", ["data", "model", "build/data"], "CHAIN_ARTIFACT_MISSING"],
    ["a folder without a dataset", ["data", "./data", "build/data"], "DATA_PACKAGE_TORN"],
    ["nothing at all", ["data", "./nowhere"], "CLI_PACKAGE_UNKNOWN"],
    ["a page that cannot be written", ["data", "1.0.0", "--html", "/nowhere/d.html"], "CLI_USAGE"],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const run = await eslabon(root, ["diff", ...args, "--json"]);
      assert.equal(run.code, 2);
      assert.equal((JSON.parse(run.out) as { error: { code: string } }).error.code, code);
    });
  }
});

it("eslabon diff data works where the data have a repository of their own", async () => {
  const chain = await tinyChain();
  const root = join(chain, "data");
  await writeFile(
    join(root, "eslabon.config.ts"),
    `import { defineChain } from "eslabon";
export default defineChain({ name: "tiny", links: { data: "dataset.ts" } });
`,
  );
  await writeFile(join(root, ".gitignore"), "node_modules\nbuild/\n.eslabon/\n");
  await git(root, "init", "--quiet", "--initial-branch=develop");
  await git(root, "config", "user.name", "Test");
  await git(root, "config", "user.email", "test@example.com");
  await commit(root, "feat: begin");
  await releaseBuilt(root, "data", "1.0.0");
  await git(root, "tag", "--force", "v1.0.0");
  await appendFile(join(root, "right.csv"), "claims.csv,line 2,carpenter\n");
  assert.deepEqual((await diffOf(root)).changes, [{ what: "1 label corrected", step: "patch" }]);
});
