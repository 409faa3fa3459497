import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkService } from "@eslabon/service";
import { writeTinyModel } from "./model.ts";
import { loadService, serviceProject } from "./project.ts";

const info = { name: "@hogar/service", version: "0.3.0", description: "", license: "Apache-2.0" };

describe("checkService", () => {
  it("passes a whole service, and says what it looked at", async () => {
    const report = await checkService({ package: info, modelFolder: await writeTinyModel() });
    assert.deepEqual(
      report.checks.filter((check) => !check.passed),
      [],
    );
    assert.equal(report.passed, true);
    assert.deepEqual(
      report.checks.map(({ name }) => name),
      ["status", "health", "golden examples", "metrics", "known errors", "versions", "OpenAPI document"],
    );
  });

  it("fails a service whose model does not answer its golden example", async () => {
    const modelFolder = await writeTinyModel([{ text: "El grifo gotea", label: "Carpintería" }]);
    const report = await checkService({ package: info, modelFolder });
    const failed = report.checks.filter((check) => !check.passed).map(({ name }) => name);
    assert.deepEqual([report.passed, failed], [false, ["health", "golden examples"]]);
    assert.match(
      report.checks.find(({ name }) => name === "golden examples")?.detail ?? "",
      /“El grifo gotea” is answered Fontanería in place of Carpintería/,
    );
  });

  it("is what the link's check runs", async () => {
    const link = await loadService(await serviceProject({ "service.ts": "export default {};\n" }));
    const report = await link.check({ upstream: await writeTinyModel(), artifact: "" });
    assert.deepEqual([link.name, link.reads?.[0]?.link, report.passed], ["service", "model", true]);
    assert.match(
      report.checks[0]?.detail ?? "",
      /^service\.js: compiled with the types of @hogar\/model 1\.1\.0$/u,
    );
  });

  it("tells in the link's check what does not compile, beside all else", async () => {
    const code = "const port: string = 8080;\nexport default {};\n";
    const link = await loadService(await serviceProject({ "service.ts": code }));
    const { passed, checks } = await link.check({ upstream: await writeTinyModel(), artifact: "" });
    assert.equal(passed, false);
    assert.deepEqual(
      checks.filter((check) => !check.passed).map(({ name, detail }) => [name, detail]),
      [["types", "service.ts:1:7 Type 'number' is not assignable to type 'string'."]],
    );
    assert.equal(checks.length, 8);
  });
});
