import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { copyFileSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { before, describe, it } from "node:test";

const REPOSITORY = join(import.meta.dirname, "..");
const BANKING = join(REPOSITORY, "bench/data/banking77");
const COLUMNS = ["--text", "text", "--label", "label"];

/** A user's environment: npm hands what is configured in this repository on to the programs that it starts. */
const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => name !== "NODE_OPTIONS" && !name.startsWith("npm_")),
);

describe("the packages as they are published, in a folder with nothing else", () => {
  const folder = mkdtempSync(join(tmpdir(), "eslabon-installed-"));
  const eslabon = (...args: string[]): string =>
    execFileSync("npx", ["eslabon", ...args], {
      cwd: folder,
      env,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });

  before(() => {
    execFileSync("npm", ["run", "build"], { cwd: REPOSITORY });
    const packages = readdirSync(join(REPOSITORY, "packages")).map((name) =>
      join(REPOSITORY, "packages", name),
    );
    const packed = packages.map((path) =>
      execFileSync("npm", ["pack", "--silent", "--pack-destination", folder, path], {
        encoding: "utf8",
        cwd: folder,
      }).trim(),
    );
    // A tag that one of Verdaccio's packages asks for is not in every mirror of the registry.
    writeFileSync(join(folder, "package.json"), '{ "overrides": { "node-fetch": "2.6.7" } }');
    const files = packed.map((name) => `./${name}`);
    execFileSync("npm", ["install", "--silent", "node@24", ...files], { cwd: folder, env });
    for (const name of ["train.jsonl", "test.jsonl"]) copyFileSync(join(BANKING, name), join(folder, name));
  });

  it("train a model that is right nine times out of ten", () => {
    eslabon("train", "train.jsonl", ...COLUMNS, "--out", "banking", "--quiet");
    const result = JSON.parse(eslabon("evaluate", "banking", "test.jsonl", ...COLUMNS, "--json")) as {
      rows: number;
      accuracy: number;
    };
    assert.equal(result.rows, 3080);
    assert.ok(result.accuracy > 0.9, String(result.accuracy));
  });

  it("draw the figures of its card", () => {
    assert.deepEqual(readdirSync(join(folder, "banking", "figures")), ["coverage.svg", "reliability.svg"]);
  });

  it("classify on the command line", () => {
    assert.match(eslabon("classify", "--model", "banking", "I lost my card"), /^lost_or_stolen_card/u);
  });

  it("serve it over HTTP, with the interface's description and the page", async () => {
    const service = spawn("npx", ["eslabon", "serve", "banking", "--port", "0"], {
      cwd: folder,
      env,
      detached: true,
    });
    try {
      const url = await listeningAt(service.stderr);
      const answer = await fetch(`${url}/api/v1/modelo?texto=I%20lost%20my%20card`);
      assert.equal(((await answer.json()) as [string, number][])[0]?.[0], "lost_or_stolen_card");
      for (const path of ["/", "/docs/", "/openapi.json", "/metrics"]) {
        assert.equal((await fetch(url + path)).status, 200, path);
      }
    } finally {
      process.kill(-service.pid!, "SIGTERM");
    }
  });
});

async function listeningAt(stream: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: stream })) {
    const [, url] = /listening on (\S+)/u.exec(line) ?? [];
    if (url !== undefined) return url;
  }
  throw new Error("the service did not start");
}
