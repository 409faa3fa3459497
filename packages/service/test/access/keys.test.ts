import assert from "node:assert/strict";
import { appendFile, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import fc from "fast-check";
import { parseKeys } from "../../src/access/key-lines.ts";
import { Keys } from "../../src/access/keys.ts";
import { newKey } from "../../src/access/new-key.ts";

const file = join(await mkdtemp(join(tmpdir(), "eslabon-keys-")), "keys");
const warnings: unknown[] = [];
const log = { info: () => undefined, warn: (line: unknown) => warnings.push(line) };

describe("API keys", async () => {
  const portal = newKey("portal", ["classify"]);
  await writeFile(file, `# of the portal\n\n${portal.line}\n`);
  const keys = await Keys.open(file, log);
  after(() => keys.close());

  it("say who asks and what they may", () => {
    assert.deepEqual(keys.find(portal.key), { id: "key:portal", scopes: new Set(["classify"]) });
    assert.equal(keys.find(portal.key.slice(0, -1)), undefined);
    assert.equal(keys.find(""), undefined);
  });

  it("are not in their file", () => {
    assert.ok(!portal.line.includes(portal.key));
    assert.match(portal.line, /^portal sha256:[0-9a-f]{64} classify$/);
  });

  it("are valid from the moment that they are written, and the one before stays until it is taken out", async () => {
    const next = newKey("portal", ["classify", "metrics"]);
    await appendFile(file, `${next.line}\n`);
    assert.equal((await keys.findNow(next.key))?.id, "key:portal");
    assert.equal(keys.find(portal.key)?.id, "key:portal");
    await writeFile(`${file}.new`, `${next.line}\n`);
    await rename(`${file}.new`, file);
    assert.equal(await keys.findNow("nobody's"), undefined);
    assert.equal(keys.find(portal.key), undefined);
    assert.ok(keys.find(next.key)?.scopes.has("metrics"));
  });

  it("stay as they were while their file is broken or gone", async () => {
    const last = newKey("last", ["admin"]);
    await writeFile(file, last.line);
    assert.ok(await keys.findNow(last.key));
    await writeFile(file, "last sha256:");
    assert.equal(await keys.findNow("nobody's"), undefined);
    assert.ok(keys.find(last.key));
    await rm(file);
    assert.equal(await keys.findNow("nobody's"), undefined);
    assert.ok(keys.find(last.key));
    assert.equal(warnings.length, 2);
  });
});

describe("a line of a file of keys", () => {
  it("is read back as it was made", () => {
    const name = fc.stringMatching(/^[\w.-]{1,64}$/u);
    const scopes = fc.uniqueArray(fc.constantFrom("classify", "metrics", "admin"), { minLength: 1 });
    fc.assert(
      fc.property(name, scopes, (name, scopes) => {
        const { keys, wrong } = parseKeys(newKey(name, scopes).line);
        assert.deepEqual(wrong, []);
        assert.deepEqual(keys[0]?.caller, { id: `key:${name}`, scopes: new Set(scopes) });
      }),
    );
  });

  it("is not repeated when it is wrong, since it may be a key", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 8 }), (line) => {
        const { wrong } = parseKeys(`key=${line}`);
        for (const each of wrong) assert.ok(!each.includes(line.trim()) || line.trim() === "");
      }),
    );
  });

  for (const [name, scopes] of [
    ["a b", ["classify"]],
    ["", ["classify"]],
    ["a", []],
    ["a", ["root"]],
  ] as const) {
    it(`is not made for “${name}” with ${scopes.join() || "no scope"}`, () => {
      assert.throws(() => newKey(name, scopes), { code: "SERVICE_KEY_INVALID" });
    });
  }
});
