import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rename, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import fc from "fast-check";
import { defineErrors, digestFolder, digestText, EslabonError, writeArtifact } from "@eslabon/link";

const newFolder = (): Promise<string> => mkdtemp(join(tmpdir(), "eslabon-chain-"));

async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await newFolder();
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return folder;
}

const fill = (content: string) => async (empty: string) => {
  await writeFile(join(empty, "package.json"), "{}");
  await writeFile(join(empty, "content"), content);
};

describe("an artifact's folder", () => {
  it("is written with its parents, readable by others, and replaced as a whole", async () => {
    const folder = join(await newFolder(), "deep", "artifact");
    await writeArtifact(folder, fill("one"));
    const { digest } = await writeArtifact(folder, fill("two"));
    assert.equal(await readFile(join(folder, "content"), "utf8"), "two");
    assert.equal((await stat(folder)).mode & 0o777, 0o755);
    assert.equal(digest, await digestFolder(folder));
    assert.deepEqual(await readdir(dirname(folder)), ["artifact"]);
  });

  it("stays as it was when filling the new one fails", async () => {
    const folder = join(await newFolder(), "artifact");
    await writeArtifact(folder, fill("one"));
    const failing = writeArtifact(folder, async (empty) => {
      await writeFile(join(empty, "content"), "half");
      throw new EslabonError("TEST", "stopped", "nothing");
    });
    await assert.rejects(failing, { code: "TEST" });
    assert.equal(await readFile(join(folder, "content"), "utf8"), "one");
    assert.deepEqual(await readdir(dirname(folder)), ["artifact"]);
  });

  it("is not written over what is no artifact", async () => {
    const folder = await folderWith({ "photos/summer.jpg": "x" });
    await assert.rejects(writeArtifact(join(folder, "photos"), fill("one")), {
      code: "CHAIN_FOLDER_FOREIGN",
    });
    assert.deepEqual(await readdir(join(folder, "photos")), ["summer.jpg"]);
  });

  it("is written by one run at a time", async () => {
    const folder = join(await newFolder(), "artifact");
    const runs = await Promise.allSettled([
      writeArtifact(folder, fill("one")),
      writeArtifact(folder, fill("two")),
    ]);
    const codes = runs.flatMap((run) =>
      run.status === "rejected" ? [(run.reason as EslabonError).code] : [],
    );
    assert.deepEqual(codes, ["CHAIN_FOLDER_BUSY"]);
  });

  it("that cannot be written is an error that names it", async () => {
    const folder = await folderWith({ file: "" });
    await assert.rejects(writeArtifact(join(folder, "file", "artifact"), fill("one")), {
      code: "CHAIN_WRITE_FAILED",
      message: /file.artifact could not be written/u,
    });
  });

  it("is written although an earlier run was killed in the middle", async () => {
    const folder = join(await newFolder(), "artifact");
    const program = `
      import { writeArtifact } from "@eslabon/link";
      await writeArtifact(process.argv[1], () => new Promise(() => { console.log("started"); setInterval(() => {}, 1000); }));`;
    const child = spawn(
      process.execPath,
      ["--conditions=@eslabon/source", "--input-type=module", "-e", program, folder],
      {
        cwd: import.meta.dirname,
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    await new Promise((resolve) => child.stdout.once("data", resolve));
    child.kill("SIGKILL");
    await new Promise((resolve) => child.once("exit", resolve));
    const long = new Date(Date.now() - 60_000);
    await utimes(`${folder}.lock`, long, long); // as if the run had ended a minute ago
    await writeArtifact(folder, fill("one"));
    assert.deepEqual(await readdir(dirname(folder)), ["artifact"]);
  });
});

describe("a folder's digest", () => {
  const files = fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/u), fc.string(), { maxKeys: 5 });

  it("depends on names and contents only", async () => {
    await fc.assert(
      fc.asyncProperty(files, async (content) => {
        const [one, two] = [await folderWith(content), await folderWith(content)];
        const moved = join(await newFolder(), "moved");
        await rename(two, moved);
        assert.equal(await digestFolder(one), await digestFolder(moved));
      }),
      { numRuns: 20 },
    );
  });

  it("changes with any name or content", async () => {
    const original = await digestFolder(await folderWith({ "a/b": "x", c: "y" }));
    for (const changed of [
      { "a/b": "x", c: "z" },
      { "a/b": "x", d: "y" },
      { "a/b": "x" },
      { "a/b": "y", c: "x" },
      { ab: "x", c: "y" },
    ]) {
      assert.notEqual(await digestFolder(await folderWith(changed)), original);
    }
  });

  it("is the SHA-256 of what sha256sum would list", async () => {
    const folder = await folderWith({ "hello.txt": "hello" });
    const hello = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
    assert.equal(await digestFolder(folder), digestText(`${hello}  hello.txt\n`));
  });
});

it("a catalogue of errors makes errors with its codes", () => {
  const errors = defineErrors({
    TEST_FILE: (file: string) => ({ message: `${file} is odd`, fix: "mend it" }),
  });
  const error = errors.TEST_FILE("a.csv");
  assert.ok(error instanceof EslabonError);
  assert.deepEqual([error.code, error.message, error.fix], ["TEST_FILE", "a.csv is odd", "mend it"]);
});
