import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import { eslabon, tinyChain } from "./chain.ts";

describe("what a link is made from", () => {
  it("are its own files, and not those that programs have installed or compiled beside them", async () => {
    const root = await tinyChain();
    const build = async (): Promise<boolean> => {
      const { out } = await eslabon(root, ["build", "data", "--json"]);
      return (JSON.parse(out) as { fresh: boolean }[])[0]!.fresh;
    };
    assert.equal(await build(), false);
    for (const file of [
      "node_modules/a/a.js",
      ".venv/bin/python",
      "lib/__pycache__/train.pyc",
      ".git/index",
    ]) {
      const path = join(root, "data", file);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, "installed");
      assert.equal(await build(), true, file);
    }
    await writeFile(join(root, "data/lib/train.py"), "own");
    assert.equal(await build(), false);
  });

  it("are not what is built in the folder of a link that has a repository to itself", async () => {
    const root = await tinyChain();
    await writeFile(
      join(root, "data/eslabon.config.ts"),
      'export default { name: "tiny", links: { data: "dataset.ts" } };',
    );
    const fresh = [];
    for (let time = 0; time < 2; time++) {
      const { out } = await eslabon(join(root, "data"), ["build", "data", "--json"]);
      fresh.push((JSON.parse(out) as { fresh: boolean }[])[0]!.fresh);
    }
    assert.deepEqual(fresh, [false, true]);
  });
});
