import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { installedDependency, planUpdate, type Registry, takeVersion } from "@eslabon/chain";
import { type Link, type Reading, readPackage } from "@eslabon/link";
import { linkIn, newFolder, newRegistry, publish, writeFiles } from "../repository.ts";

const PACKAGE = { name: "@tiny/model", version: "0.0.0", type: "module" };

describe("taking a version of a dependency", () => {
  let registry: Registry;

  before(async () => {
    registry = await newRegistry();
    for (const version of ["1.0.0", "1.10.0", "1.2.0", "2.0.0"])
      await publish(registry, "@tiny/data", version);
  });

  after(() => registry[Symbol.asyncDispose]());

  async function newLink(range: Reading["range"]): Promise<Link> {
    const folder = await newFolder();
    await writeFiles(folder, { "package.json": PACKAGE });
    return linkIn(folder, { name: "model", reads: [{ link: "data", range }] });
  }

  async function written(link: Link): Promise<[string, Record<string, unknown>]> {
    const info = JSON.parse(await readFile(join(link.folder, "package.json"), "utf8")) as {
      dependencies: Record<string, string>;
    };
    const lock = JSON.parse(await readFile(join(link.folder, "package-lock.json"), "utf8")) as {
      packages: Record<string, Record<string, unknown>>;
    };
    return [info.dependencies["@tiny/data"]!, lock.packages["node_modules/@tiny/data"]!];
  }

  const dependency = (range: Reading["range"]) => ({ link: "data", range, package: "@tiny/data" });

  for (const [range, asked] of [
    ["exact", "1.2.0"],
    ["caret", "^1.2.0"],
  ] as const) {
    it(`writes ${asked} for an ${range} range, and a lock that names no registry`, async () => {
      const link = await newLink(range);
      await takeVersion(link, dependency(range), "1.2.0", registry);
      const [requested, { version, integrity, resolved }] = await written(link);
      assert.deepEqual([requested, version, resolved], [asked, "1.2.0", undefined]);
      assert.match(String(integrity), /^sha512-/u);
      const installed = await readPackage(await installedDependency(link, dependency(range)));
      assert.equal(installed.version, "1.2.0");
    });
  }

  it("goes to any other version, back too", async () => {
    const link = await newLink("caret");
    for (const version of ["2.0.0", "1.0.0"]) {
      await takeVersion(link, dependency("caret"), version, registry);
      const [requested, locked] = await written(link);
      assert.deepEqual([requested, locked.version], [`^${version}`, version]);
    }
  });

  it("refuses a version that is not in the registry, and writes nothing", async () => {
    const link = await newLink("exact");
    await assert.rejects(takeVersion(link, dependency("exact"), "1.3.0", registry), {
      code: "REGISTRY_VERSION_ABSENT",
    });
    assert.deepEqual(await readdir(link.folder), ["package.json"]);
  });

  it("only looks whether it could when it is a trial", async () => {
    const link = await newLink("exact");
    await takeVersion(link, dependency("exact"), "1.0.0", registry, { dryRun: true });
    assert.deepEqual(await readdir(link.folder), ["package.json"]);
  });

  it("leaves both files as they were when npm fails", async () => {
    const link = await newLink("exact");
    await takeVersion(link, dependency("exact"), "1.0.0", registry);
    const files = ["package.json", "package-lock.json"].map((name) => join(link.folder, name));
    const broken = { ...PACKAGE, dependencies: { "@tiny/data": "1.0.0", "@tiny/nowhere": "1.0.0" } };
    await writeFiles(link.folder, { "package.json": broken });
    const texts = await Promise.all(files.map((file) => readFile(file, "utf8")));
    await assert.rejects(takeVersion(link, dependency("exact"), "1.2.0", registry), {
      code: "NPM_FAILED",
      message: /nowhere/u,
    });
    assert.deepEqual(await Promise.all(files.map((file) => readFile(file, "utf8"))), texts);
  });

  it("is planned by what the folder has: the newest of the same major version, by number", async () => {
    const link = await newLink("exact");
    const none = await planUpdate(link, dependency("exact"), registry);
    assert.deepEqual([none.locked, none.update, none.newest], [undefined, "2.0.0", "2.0.0"]);
    assert.deepEqual(none.known, ["1.0.0", "1.2.0", "1.10.0", "2.0.0"]);
    await takeVersion(link, dependency("exact"), "1.0.0", registry);
    const { locked, update, newest } = await planUpdate(link, dependency("exact"), registry);
    assert.deepEqual([locked, update, newest], ["1.0.0", "1.10.0", "2.0.0"]);
  });
});
