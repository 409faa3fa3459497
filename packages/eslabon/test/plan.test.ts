import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { Plan } from "@eslabon/chain";
import { Value } from "typebox/value";
import { eslabon, listening, tinyChain } from "./chain.ts";
import { commit, committedChain, git, publishEmpty, releaseBuilt } from "./releases.ts";

async function edit(file: string, change: (text: string) => string): Promise<void> {
  await writeFile(file, change(await readFile(file, "utf8")));
}

describe("eslabon plan", () => {
  let root: string;

  before(async () => {
    root = await committedChain();
  });

  async function plans(...args: string[]): Promise<Record<string, Plan["links"][number]>> {
    const { code, out, err } = await eslabon(root, ["plan", ...args, "--json"]);
    assert.equal(code, 0, err);
    const plan = JSON.parse(out) as Plan;
    assert.deepEqual([...Value.Errors(Plan, plan)], []);
    return Object.fromEntries(plan.links.map((each) => [each.link, each]));
  }

  it("begins with 1.0.0, and says what has to be released before", async () => {
    const { code, out } = await eslabon(root, ["plan"]);
    assert.equal(code, 0);
    assert.equal(
      out,
      `data     1.0.0, the first release
model    1.0.0, the first release
           @tiny/data has to be released first
service  1.0.0, the first release
           @tiny/model has to be released first
`,
    );
  });

  it("has nothing to release of data that are as they were", async () => {
    await releaseBuilt(root, "data", "1.0.0");
    const { data, model } = await plans();
    assert.deepEqual([data!.last, data!.changes, data!.next], ["1.0.0", [], undefined]);
    assert.deepEqual(model!.dependencies[0], {
      link: "data",
      package: "@tiny/data",
      newest: "1.0.0",
      update: "1.0.0",
    });
  });

  it("sees by the rows that a label was corrected, whatever the commit says", async () => {
    await edit(join(root, "data/claims.csv"), (text) =>
      text.replace(
        "the tap of my kitchen is broken again,plumber",
        "the tap of my kitchen is broken again,carpenter",
      ),
    );
    await commit(root, "feat!: a label");
    const { data } = await plans("data");
    assert.deepEqual([data!.step, data!.next, data!.changes.length], ["patch", "1.0.1", 1]);
    assert.match(data!.changes[0]!.what, /\b1\b.*label/u);
    const { out } = await eslabon(root, ["plan", "data", "--quiet"]);
    assert.match(out, /^data {2}1\.0\.0 → 1\.0\.1\n {8}.*label.* → patch\n$/u);
  });

  it("takes the model's step from its data and its commits, and says what is newer", async () => {
    const file = join(root, "model/package.json");
    await edit(file, (text) =>
      JSON.stringify({ ...(JSON.parse(text) as object), dependencies: { "@tiny/data": "1.0.0" } }),
    );
    await commit(root, "build(model): data 1.0.0");
    await git(root, "tag", "model@1.0.0");
    await publishEmpty(root, "model", "1.0.0");
    await publishEmpty(root, "data", "1.1.0", "1.2.0", "2.0.0");
    await edit(file, (text) => text.replace("1.0.0", "1.1.0"));
    await commit(root, "build(model): data 1.1.0");
    const { out } = await eslabon(root, ["plan", "model"]);
    assert.match(
      out,
      /^model {2}1\.0\.0 → 1\.1\.0\n +@tiny\/data 1\.0\.0 → 1\.1\.0 → minor\n +build\(model\): data 1\.1\.0 \([0-9a-f]+\) → patch\n/u,
    );
    assert.match(out, /it has @tiny\/data 1\.1\.0, and 1\.2\.0 is released: eslabon update model data\n/u);
    assert.match(
      out,
      /it has @tiny\/data 1\.1\.0, and 2\.0\.0 is released: eslabon update model data 2\.0\.0\n/u,
    );
  });

  it("says that a release was not finished", async () => {
    await git(root, "tag", "model@1.1.0");
    const { model } = await plans("model");
    assert.deepEqual([model!.last, model!.undelivered], ["1.1.0", true]);
    const { out } = await eslabon(root, ["plan", "model"]);
    assert.match(out, /1\.1\.0 has its tag and no package; deliver it: eslabon release model 1\.1\.0/u);
  });

  it("needs a repository", async () => {
    const { code, err } = await eslabon(await tinyChain(), ["plan"]);
    assert.equal(code, 2);
    assert.match(err, /error GIT_ABSENT: .*data is not in a git repository/u);
  });

  describe("in one line each, as eslabon status", () => {
    it("is a table, with what runs in each environment", async () => {
      const served = await listening(root, ["up", "--port", "0"]);
      try {
        await edit(join(root, "eslabon.config.ts"), (text) =>
          text.replace(
            'name: "tiny",',
            `name: "tiny", environments: { prod: "${served.url}", test: "http://127.0.0.1:2" },`,
          ),
        );
        const { code, out, err } = await eslabon(root, ["status"]);
        assert.equal(code, 0, err);
        assert.equal(
          out.replaceAll(served.url, "URL"),
          `link     released          next           reads                  released since
data     1.0.0             1.0.1 (patch)  –                      –
model    1.1.0 (tag only)  –              data 1.1.0             1.2.0, 2.0.0
service  –                 1.0.0 (first)  model: no version yet  1.0.0

environment  data   model  service  at
prod         0.0.0  0.0.0  0.0.0    URL
test         –      –      –        http://127.0.0.1:2 (ECONNREFUSED)
`,
        );
        const { environments } = JSON.parse((await eslabon(root, ["status", "--json"])).out) as {
          environments: unknown;
        };
        assert.deepEqual(environments, [
          { name: "prod", url: served.url, versions: { data: "0.0.0", model: "0.0.0", service: "0.0.0" } },
          { name: "test", url: "http://127.0.0.1:2", error: "ECONNREFUSED" },
        ]);
      } finally {
        served.child.kill("SIGINT");
      }
    });
  });
});
