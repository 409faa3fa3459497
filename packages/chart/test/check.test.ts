import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { checkChart } from "../src/check.ts";
import { checkGolden } from "../src/check/golden.ts";
import { checkSizing } from "../src/check/sizing.ts";
import type { Deployment } from "../src/environments/read.ts";
import { run } from "../src/programs/run.ts";
import { scratch } from "./scratch.ts";
import { tinyChart } from "./tiny.ts";
import { mkdir, readFile, writeFile } from "node:fs/promises";

describe("a machine without the programs", () => {
  const { PATH } = process.env;
  before(() => {
    process.env.PATH = "/nowhere";
  });
  after(() => {
    process.env.PATH = PATH;
  });

  it("passes no check, and says how to install them", async () => {
    const { folder } = await tinyChart();
    const { passed, checks } = await checkChart({
      artifact: folder,
      folder: await scratch(),
      environments: {},
    });
    assert.equal(passed, false);
    assert.deepEqual(
      checks.map((check) => [check.name, check.passed]),
      [
        ["helm lint", false],
        ["values.schema.json", false],
        ["renderings", false],
      ],
    );
    for (const { detail } of checks) assert.match(detail, /helm is not there; install it: https:/u);
  });

  it("is told which one is missing", async () => {
    await assert.rejects(run("kubeconform", ["-v"]), { code: "PROGRAM_MISSING", message: /kubeconform/u });
  });
});

describe("the rendering for an environment", () => {
  const rendering = { name: "test", yaml: "kind: Service\n" };

  it("is looked at before it passes, and passes when it is accepted", async () => {
    const [folder, artifact] = [await scratch(), join(await scratch(), "chart")];
    const unseen = await checkGolden(folder, artifact, rendering);
    assert.equal(unseen.passed, false);
    assert.match(unseen.detail, /cp .*chart\.rendered\/test\.yaml .*golden\/test\.yaml/u);
    await mkdir(join(folder, "golden"));
    await writeFile(join(folder, "golden/test.yaml"), await readFile(`${artifact}.rendered/test.yaml`));
    assert.equal((await checkGolden(folder, artifact, rendering)).passed, true);
    const changed = await checkGolden(folder, artifact, { ...rendering, yaml: "kind: Ingress\n" });
    assert.equal(changed.passed, false);
    assert.match(changed.detail, /-kind: Service\n\+kind: Ingress/u);
  });
});

describe("the sizing of an environment", () => {
  const sizing = {
    requestsPerSecond: 1000,
    capacity: { requestsPerSecond: 500, cores: 1, residentBytes: 2 ** 27 },
  };
  const chart = {
    replicas: 2,
    autoscaling: { enabled: true, maxReplicas: 20 },
    resources: { requests: { cpu: "2", memory: "512Mi" } },
  };
  const check = (allValues: object): boolean | undefined =>
    checkSizing("test", { sizing, allValues } as Deployment, chart)?.passed;

  it("is enough with what follows from it, and with more", () => assert.equal(check({}), true));
  it("is not enough with fewer pods", () => assert.equal(check({ autoscaling: { maxReplicas: 2 } }), false));
  it("is not enough with pods that are fixed", () =>
    assert.equal(check({ autoscaling: { enabled: false } }), false));
  it("is not enough with less CPU", () =>
    assert.equal(check({ resources: { requests: { cpu: "900m" } } }), false));
  it("is not enough with less memory", () =>
    assert.equal(check({ resources: { requests: { memory: "256Mi" } } }), false));
  it("says nothing where none is said", () => {
    assert.equal(checkSizing("test", { allValues: {} } as Deployment, chart), undefined);
  });
});
