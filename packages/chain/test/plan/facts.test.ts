import assert from "node:assert/strict";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Change, Link } from "@eslabon/link";
import {
  type FactsOptions,
  gatherFacts,
  type LinkFacts,
  planLink,
  type Registry,
  releasedArtifact,
} from "@eslabon/chain";
import {
  commit,
  git,
  linkIn,
  newFolder,
  newRegistry,
  newRepository,
  publish,
  writeFiles,
} from "../repository.ts";

/** An artifact whose changes are the words of its file `words` that the released one does not have. */
async function compareWords(released: string, next: string): Promise<readonly Change[]> {
  const [old, fresh] = await Promise.all(
    [released, next].map((folder) => readFile(join(folder, "words"), "utf8")),
  );
  const added = fresh!.split(" ").filter((word) => !old!.split(" ").includes(word));
  return added.length > 0 ? [{ what: `${added.length} words added`, step: "minor" }] : [];
}

const lockOf = (version: string): object => ({
  lockfileVersion: 3,
  packages: { "node_modules/@tiny/data": { version } },
});
const modelOn = (version: string): object => ({
  "model/package.json": { name: "@tiny/model", version: "0.0.0", dependencies: { "@tiny/data": version } },
  "model/package-lock.json": lockOf(version),
});

describe("the facts of a plan", () => {
  let registry: Registry;
  let root: string;
  let data: Link;
  let model: Link;

  before(async () => {
    registry = await newRegistry();
    root = await newRepository();
    data = linkIn(join(root, "data"), { name: "data", compare: compareWords });
    model = linkIn(join(root, "model"), { name: "model", reads: [{ link: "data", range: "exact" }] });
    await commit(root, "Begin", {
      "data/package.json": { name: "@tiny/data", version: "0.0.0" },
      ...modelOn("1.0.0"),
    });
    await git(root, "tag", "data@1.0.0");
    await git(root, "tag", "model@1.0.0");
    await publish(registry, "@tiny/data", "1.0.0", { words: "a b" });
    await publish(registry, "@tiny/data", "1.1.0", { words: "a b c" });
    await publish(registry, "@tiny/model", "1.0.0");
  });

  after(() => registry[Symbol.asyncDispose]());

  const gather = (link: Link, options: Partial<FactsOptions> = {}): Promise<LinkFacts> =>
    gatherFacts({ root, links: [data, model] }, link, { registry, ...options });

  it("compare the artifact with the last release, which is fetched once", async () => {
    const artifact = await newFolder();
    await writeFiles(artifact, { words: "a b d e" });
    const { last, delivered, artifact: changes } = await gather(data, { artifact });
    assert.deepEqual([last, delivered, changes], ["1.0.0", true, [{ what: "2 words added", step: "minor" }]]);
    const cached = join(root, ".eslabon/released/@tiny/data@1.0.0/words");
    assert.equal(await readFile(cached, "utf8"), "a b");
  });

  it("compare nothing when there is no artifact to compare", async () => {
    assert.equal((await gather(data)).artifact, undefined);
  });

  it("have the commits of the link's folder only, and not those before its release", async () => {
    await commit(root, "feat: words of the data", { "data/notes": "1" });
    await commit(root, "fix: weigh words", { "model/notes": "1" });
    const { commits } = await gather(model);
    assert.deepEqual(
      commits.map(({ what, step }) => [what.replace(/\([0-9a-f]+\)$/u, "(hash)"), step]),
      [["fix: weigh words (hash)", "patch"]],
    );
  });

  it("see a dependency as the folder has it, and in a commit as it was there", async () => {
    const committed = await git(root, "rev-parse", "HEAD");
    await writeFiles(root, modelOn("1.1.0") as Record<string, object>);
    const {
      dependencies: [dependency],
    } = await gather(model);
    assert.deepEqual(dependency, {
      link: "data",
      package: "@tiny/data",
      range: "exact",
      requested: "1.1.0",
      locked: "1.1.0",
      before: "1.0.0",
      known: ["1.0.0", "1.1.0"],
    });
    assert.equal((await gather(model, { commit: committed })).dependencies[0]?.locked, "1.0.0");
    await writeFiles(root, modelOn("1.0.0") as Record<string, object>);
  });

  it("take an exact version for what is installed where there is no lock", async () => {
    await rm(join(root, "model/package-lock.json"));
    assert.equal((await gather(model)).dependencies[0]?.locked, "1.0.0");
    await writeFiles(root, modelOn("1.0.0") as Record<string, object>);
  });

  it("know the versions of other branches, but go on from the last release before the commit", async () => {
    await git(root, "switch", "--quiet", "--create", "hotfix/model-1.0.1", "model@1.0.0");
    await commit(root, "fix: on the hotfix branch", { "model/hotfix": "1" });
    await git(root, "tag", "model@1.0.1");
    await git(root, "switch", "--quiet", "develop");
    const { last, taken } = await gather(model);
    assert.deepEqual([last, [...taken].sort()], ["1.0.0", ["1.0.0", "1.0.1"]]);
    const onHotfix = await gather(model, { commit: "hotfix/model-1.0.1" });
    assert.deepEqual([onHotfix.last, onHotfix.delivered, onHotfix.commits], ["1.0.1", false, []]);
  });

  it("leave out the tag of the version that is being released", async () => {
    const { last, taken } = await gather(model, { commit: "hotfix/model-1.0.1", except: "1.0.1" });
    assert.deepEqual([last, [...taken]], ["1.0.0", ["1.0.0"]]);
  });

  it("are found in a bare repository, too", async () => {
    const bare = await newFolder();
    await git(bare, "clone", "--quiet", "--bare", root, "bare.git");
    const repository = { root: join(bare, "bare.git"), path: "model", tagPrefix: "model@" };
    const {
      last,
      commits,
      dependencies: [dependency],
    } = await gather(model, { commit: "develop", repository });
    assert.deepEqual([last, commits.length, dependency?.locked], ["1.0.0", 1, "1.0.0"]);
  });

  it("make a plan", async () => {
    const plan = planLink(await gather(model));
    assert.deepEqual(
      [plan.last, plan.step, plan.next, plan.dependencies[0]?.update],
      ["1.0.0", "patch", "1.0.2", "1.1.0"],
    );
  });
});

describe("a link with a repository of its own", () => {
  it("has tags without its name, and all commits", async () => {
    await using registry = await newRegistry();
    const folder = await newRepository();
    const model = linkIn(folder, { name: "model", reads: [{ link: "data", range: "exact" }] });
    await commit(folder, "Begin", {
      "package.json": { name: "@tiny/model", version: "0.0.0", dependencies: { "@tiny/data": "1.0.0" } },
    });
    await git(folder, "tag", "v1.0.0");
    for (const other of ["version-of-old", "v2024", "v1.1.0-rc.01", "v3.0"]) await git(folder, "tag", other);
    await commit(folder, "feat: weigh words", { "model.ts": "1" });
    const facts = await gatherFacts({ root: folder, links: [model] }, model, { registry });
    assert.deepEqual(
      [facts.last, facts.commits.length, facts.dependencies[0]?.package],
      ["1.0.0", 1, "@tiny/data"],
    );
    assert.deepEqual([facts.dependencies[0]?.before, facts.taken], ["1.0.0", ["1.0.0"]]);
    const bare = join(await newFolder(), "bare.git");
    await git(folder, "clone", "--quiet", "--bare", folder, bare);
    const repository = { root: bare, path: "", tagPrefix: "v" };
    const options = { registry, commit: "develop", repository };
    assert.equal((await gatherFacts({ root: folder, links: [model] }, model, options)).commits.length, 1);
  });
});

it("a repository without a commit has no facts yet", async () => {
  await using registry = await newRegistry();
  const folder = await newRepository();
  const data = linkIn(folder, { name: "data" });
  await assert.rejects(gatherFacts({ root: folder, links: [data] }, data, { registry }), {
    code: "GIT_COMMIT_ABSENT",
    message: /^nothing has been committed in /u,
  });
});

describe("a released artifact", () => {
  it("is fetched anew when the registry is another one", async () => {
    const cache = await newFolder();
    for (const words of ["a", "b"]) {
      await using registry = await newRegistry();
      await publish(registry, "@tiny/data", "1.0.0", { words });
      const folder = await releasedArtifact(registry, cache, "@tiny/data", "1.0.0");
      assert.equal(await readFile(join(folder, "words"), "utf8"), words);
    }
  });

  it("that is not there is an error that lists those that are", async () => {
    await using registry = await newRegistry();
    await publish(registry, "@tiny/data", "1.0.0");
    await assert.rejects(releasedArtifact(registry, await newFolder(), "@tiny/data", "1.0.1"), {
      code: "REGISTRY_VERSION_ABSENT",
      fix: "there are 1.0.0",
    });
  });
});
