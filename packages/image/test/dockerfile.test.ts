import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";

const text = await readFile(new URL("../container/Dockerfile", import.meta.url), "utf8");
/** Its instructions, each in one line. */
const lines = text
  .replaceAll(/\\\n\s*/gu, "")
  .split("\n")
  .filter((line) => /^[A-Z]/u.test(line));
const lastStage = lines.slice(lines.findLastIndex((line) => line.startsWith("FROM")));

describe("the Dockerfile", () => {
  it("takes any base by an argument, and Node's image unless given", () => {
    assert.equal(lines[0], "ARG BASE=node:24-slim");
    const bases = lines.filter((line) => line.startsWith("FROM"));
    assert.deepEqual(bases, ["FROM ${BASE} AS install", "FROM ${BASE}"]);
  });

  it("installs exactly what the lockfile names, with npm's configuration as a secret", () => {
    const [install = ""] = lines.filter((line) => line.includes("npm ci"));
    assert.match(install, /^RUN --mount=type=secret,id=npmrc /u);
    assert.match(install, /--userconfig=\/run\/secrets\/npmrc/u);
    assert.ok(!lines.some((line) => /^(?:ARG|ENV|COPY) .*(?:token|npmrc)/iu.test(line)));
  });

  it("runs nothing in the stage that becomes the image, and takes only what was installed", () => {
    assert.ok(!lastStage.some((line) => line.startsWith("RUN")));
    assert.equal(lastStage[1], "COPY --from=install /app /app");
  });

  it("needs no shell to start and to be watched", () => {
    for (const name of ["ENTRYPOINT", "CMD", "HEALTHCHECK"]) {
      const line = lastStage.find((each) => each.startsWith(name)) ?? "";
      assert.ok(Array.isArray(JSON.parse(line.slice(line.indexOf("[")))), name);
    }
  });

  it("names its user by numbers, of the group 0", () => {
    assert.ok(lastStage.includes("USER 1001:0"));
  });

  it("asks for its health every 5 s, for 2 s, three times", () => {
    const health = lastStage.find((line) => line.startsWith("HEALTHCHECK"));
    assert.match(health ?? "", /--interval=5s --timeout=2s --retries=3 /u);
  });
});
