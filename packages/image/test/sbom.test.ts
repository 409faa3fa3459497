import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { makeSbom } from "../src/sbom.ts";
import { newFolder, writeFiles } from "./fixtures.ts";

const about = { name: "@tiny/image", version: "0.0.0", description: "", license: "Apache-2.0" };

async function lockedFolder(): Promise<string> {
  const folder = await newFolder();
  const root = { name: "@tiny/image", version: "0.0.0", dependencies: { a: "1.0.0" } };
  const devDependencies = { tool: "3.0.0" };
  await writeFiles(folder, {
    "package.json": { ...root, devDependencies },
    "package-lock.json": {
      ...root,
      lockfileVersion: 3,
      packages: {
        "": { ...root, devDependencies },
        "node_modules/a": {
          version: "1.0.0",
          license: "MIT",
          dependencies: { b: "^2.0.0" },
          integrity: "sha512-AAAA",
        },
        "node_modules/b": { version: "2.1.0", license: "MIT" },
        "node_modules/tool": { version: "3.0.0", dev: true },
      },
    },
  });
  return folder;
}

const make = (folder: string): ReturnType<typeof makeSbom> =>
  makeSbom({ folder, package: about, base: "node:24-slim", baseImage: { digest: "sha256:ab", layers: [] } });

describe("the bill of materials of an image", () => {
  it("names what the lockfile installs, and the base, and no development tools", async () => {
    const { components, metadata, dependencies } = await make(await lockedFolder());
    assert.deepEqual(
      components.map(({ name, version, purl }) => purl ?? `${name} ${version!}`),
      ["pkg:npm/a@1.0.0", "pkg:npm/b@2.1.0", "docker.io/library/node:24-slim sha256:ab"],
    );
    assert.equal(metadata.component.type, "container");
    assert.deepEqual(dependencies.find(({ ref }) => ref === "image")?.dependsOn, ["a@1.0.0", "base"]);
  });

  it("is the same each time", async () => {
    assert.deepEqual(await make(await lockedFolder()), await make(await lockedFolder()));
  });
});
