import assert from "node:assert/strict";
import { access, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { before, beforeEach, describe, it } from "node:test";
import { eslabon, type Run, tinyChain } from "./chain.ts";
import { publishEmpty } from "./releases.ts";

describe("eslabon update", () => {
  let root: string;

  before(async () => {
    root = await tinyChain();
    for (const version of ["1.0.0", "1.1.0", "2.0.0", "2.1.0-rc.1"])
      await publishEmpty(root, "data", version);
    await publishEmpty(root, "model", "1.0.0");
  });

  beforeEach(async () => {
    for (const link of ["model", "service"]) {
      await writeFile(
        join(root, link, "package.json"),
        JSON.stringify({ name: `@tiny/${link}`, version: "0.0.0", type: "module" }),
      );
      await rm(join(root, link, "package-lock.json"), { force: true });
    }
  });

  const update = (...args: string[]): Promise<Run> => eslabon(root, ["update", ...args]);

  async function requested(link: string): Promise<Record<string, string> | undefined> {
    const info = JSON.parse(await readFile(join(root, link, "package.json"), "utf8")) as {
      dependencies?: Record<string, string>;
    };
    return info.dependencies;
  }

  it("takes the version that is named: exact for the model, with all that follow for the service", async () => {
    const { code, out, err } = await update("model", "data", "1.0.0");
    assert.equal(code, 0, err);
    assert.equal(
      out,
      `model: @tiny/data 1.0.0
model: 2.0.0 is released, another major version: eslabon update model data 2.0.0
`,
    );
    assert.deepEqual(await requested("model"), { "@tiny/data": "1.0.0" });
    await access(join(root, "model/node_modules/@tiny/data/package.json"));

    assert.equal((await update("service", "model", "1.0.0")).code, 0);
    assert.deepEqual(await requested("service"), { "@tiny/model": "^1.0.0" });
  });

  it("takes the newest of the same major version when nobody can be asked", async () => {
    await update("model", "data", "1.0.0");
    assert.match((await update("model")).out, /^model: @tiny\/data 1\.0\.0 → 1\.1\.0\n/u);
    assert.deepEqual(await requested("model"), { "@tiny/data": "1.1.0" });
    assert.match(
      (await update("model", "data")).out,
      /^model: @tiny\/data 1\.1\.0 stays\nmodel: 2\.0\.0 is released/u,
    );
  });

  it("takes the newest of all links at once, and prints it as JSON", async () => {
    await update("model", "data", "1.0.0");
    const { out } = await update("--all", "--json");
    assert.deepEqual(JSON.parse(out), [
      { link: "model", package: "@tiny/data", from: "1.0.0", to: "1.1.0" },
      { link: "service", package: "@tiny/model", to: "1.0.0" },
    ]);
    assert.deepEqual(await requested("model"), { "@tiny/data": "1.1.0" });
    assert.deepEqual(await requested("service"), { "@tiny/model": "^1.0.0" });
    assert.deepEqual(JSON.parse((await update("--all", "--json")).out), []);
  });

  it("only says what it would take, with --dry-run", async () => {
    const { out } = await update("--all", "--dry-run");
    assert.equal(
      out,
      "model: @tiny/data 2.0.0, if it were taken\nservice: @tiny/model 1.0.0, if it were taken\n",
    );
    assert.equal(await requested("model"), undefined);
  });

  for (const [args, code, message] of [
    [
      ["model", "data", "1.2.0"],
      "REGISTRY_VERSION_ABSENT",
      /fix: there are 1\.0\.0, 1\.1\.0, 2\.0\.0, 2\.1\.0-rc\.1/u,
    ],
    [["model", "service"], "CLI_USAGE", /the model reads the data, and not “service”/u],
    [["data"], "CLI_USAGE", /the data reads no other link/u],
    [[], "CLI_USAGE", /name a link, or say --all/u],
    [["model", "--all"], "CLI_USAGE", /name a link, or say --all/u],
    [["image"], "CLI_LINK_UNKNOWN", /the links are data, model, service/u],
  ] as const) {
    it(`refuses “${args.join(" ")}”, and changes nothing`, async () => {
      const { code: exit, err } = await update(...args);
      assert.equal(exit, 2);
      assert.match(err, new RegExp(`^error ${code}: `, "u"));
      assert.match(err, message);
      assert.equal(await requested("model"), undefined);
    });
  }

  it("says that nothing has been released yet", async () => {
    const { code, err } = await eslabon(await tinyChain(), ["update", "model"]);
    assert.equal(code, 2);
    assert.match(err, /error REGISTRY_VERSION_ABSENT: @tiny\/data is not in the registry/u);
  });
});
