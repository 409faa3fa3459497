import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { openToolkitRegistry, type ToolkitRegistry } from "../../scripts/snapshot.ts";
import { publishDamaged } from "./bad-image.ts";
import { Hogar } from "./hogar.ts";
import { type Machine, openMachine } from "./machine.ts";
import { corruptModel, processOf } from "./processes.ts";
import { failuresIn, type Fared, under } from "./steady-load.ts";

const HOST = "hogar-test.example.com";
const URL = `http://${HOST}`;
const RATE = 200;
const ROOT = mkdtempSync(join(tmpdir(), "eslabon-deploy-"));

interface Verdict {
  readonly passed: boolean;
  readonly culprit: string | null;
  readonly summary: string;
  readonly findings: readonly {
    readonly culprit: string;
    readonly evidence: string;
    readonly change: string;
  }[];
  readonly observation: { readonly loaded: { readonly p95: { readonly total: number } } };
}

/** One thing after the other, on a real cluster: each test begins where the one before it ended. */
describe("the reference chain on a cluster", () => {
  const report: string[] = [];
  let machine: Machine;
  let toolkit: ToolkitRegistry;
  let hogar: Hogar;

  function note(line: string): void {
    report.push(line);
    process.stdout.write(`${line}\n`);
  }

  const inTest = (...args: string[]): string => machine.kubectl("--namespace", "hogar-test", ...args);
  const ready = (): number =>
    Number(inTest("get", "deployment/hogar", "-o", "jsonpath={.status.readyReplicas}") || 0);

  async function until(what: string, seconds: number, holds: () => boolean): Promise<number> {
    const began = performance.now();
    while (!holds()) {
      if (performance.now() - began > seconds * 1000)
        throw new Error(`${what}: not in ${seconds} s\n${inTest("get", "pods,hpa")}`);
      await sleep(500);
    }
    return (performance.now() - began) / 1000;
  }

  function pods(): { readonly name: string; readonly uid: string; readonly restarts: number }[] {
    const selector = [
      "--selector",
      "app.kubernetes.io/component=service",
      "--field-selector",
      "status.phase=Running",
    ];
    const { items } = JSON.parse(inTest("get", "pods", ...selector, "-o", "json")) as {
      items: {
        metadata: { name: string; uid: string; deletionTimestamp?: string };
        status: { containerStatuses: { restartCount: number }[] };
      }[];
    };
    return items
      .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
      .map(({ metadata, status }) => ({ ...metadata, restarts: status.containerStatuses[0]!.restartCount }));
  }

  function tell(what: string, fared: Fared, more = ""): void {
    const failed = JSON.stringify(fared.failed);
    const during = fared.failingSeconds === 0 ? "" : ` within ${fared.failingSeconds.toFixed(1)} s`;
    note(
      `${what}: ${failuresIn(fared)} of ${fared.sent} requests failed ${failed}${during}, p95 ${fared.p95.toFixed(0)} ms${more}`,
    );
  }

  /** Asks at the full rate while something is done to one of the pods, and until all is well again. */
  async function harm(
    what: string,
    harmOne: (pod: { name: string; uid: string }) => unknown,
    isWell: () => boolean,
  ): Promise<Fared> {
    await until("all pods are ready before", 120, () => ready() >= 2 && ready() === pods().length);
    let seconds = 0;
    const fared = await under(RATE, URL, async () => {
      harmOne(pods()[0]!);
      await sleep(1000);
      seconds =
        1
        + (await until(
          `${what}, and all is well again`,
          180,
          () => isWell() && ready() >= 2 && ready() === pods().length,
        ));
    });
    tell(what, fared, `, well again after ${seconds.toFixed(0)} s`);
    return fared;
  }

  const restarts = (): number => pods().reduce((sum, pod) => sum + pod.restarts, 0);

  before(async () => {
    machine = await openMachine(HOST);
    toolkit = await openToolkitRegistry(join(ROOT, "toolkit"));
    const { ESLABON_OCI: place = `localhost:5000/acceptance-${process.pid}` } = process.env;
    hogar = new Hogar(ROOT, toolkit, { ...machine.env, ESLABON_OCI: place });
    machine.kubectl("delete", "namespace", "hogar-test", "--ignore-not-found");
    await hogar.begin(join(ROOT, "hogar.git"));
    await hogar.works("eslabon", "release", "data");
    for (const [link, upstream] of [
      ["model", "data"],
      ["service", "model"],
    ] as const) {
      await hogar.works("eslabon", "update", link, upstream, "1.0.0");
      hogar.commit(`build(${link}): take ${upstream} 1.0.0`);
      await hogar.works("eslabon", "release", link);
    }
  });

  after(async () => {
    await toolkit[Symbol.asyncDispose]();
    await machine[Symbol.asyncDispose]();
    process.stdout.write(`\n${[...hogar.transcript, "", "## Report", ...report].join("\n")}\n`);
  });

  it("comes from published data, model and service to a pod that answers through the Ingress", async () => {
    if (hogar.has("image")) {
      for (const upstream of ["service", "model"])
        await hogar.works("eslabon", "update", "image", upstream, "1.0.0");
      hogar.commit("build(image): take service and model 1.0.0");
      await hogar.works("eslabon", "release", "image");
    }
    await hogar.works("eslabon", "update", "chart", "image");
    hogar.commit("build(chart): take the image");
    await hogar.works("eslabon", "release", "chart");
    await hogar.works("eslabon", "update", "test");
    hogar.commit("build(environments): chart 1.0.0 in test");
    await hogar.works("eslabon", "deploy", "test");
    const answer = await fetch(`${URL}/api/v1/modelo?texto=ba%C3%B1era`);
    assert.equal(((await answer.json()) as [string, number][])[0]![0], "Fontanería");
    assert.equal(answer.headers.get("eslabon-chart-version"), "1.0.0");
    for (const line of hogar.transcript.filter((each) => each.startsWith("$"))) note(line);
    assert.match(await hogar.works("eslabon", "status"), /^test: as its file says, commit [0-9a-f]{40}$/mu);
  });

  it("grows to three pods under load and comes back, and no request fails", async () => {
    await until("two pods", 60, () => ready() === 2);
    let up = 0;
    const growing = await under(RATE, URL, async () => {
      up = await until("three pods", 240, () => ready() === 3);
    });
    tell("HPA 2 → 3", growing, `, after ${up.toFixed(0)} s`);
    assert.equal(failuresIn(growing), 0);

    // With the load still there, the autoscaler has to take one away.
    const shrinking = await under(RATE, URL, async () => {
      const most = (count: number): string =>
        inTest("patch", "hpa/hogar", "--type", "merge", "--patch", `{"spec":{"maxReplicas":${count}}}`);
      most(2);
      await until("two pods", 120, () => pods().length === 2);
      await sleep(10_000);
      most(3);
    });
    tell(`HPA 3 → 2 at ${RATE} requests/s`, shrinking);
    assert.equal(failuresIn(shrinking), 0);

    let down = 0;
    const calm = await under(5, URL, async () => {
      down = await until("two pods again", 300, () => pods().length === 2 && ready() === 2);
      await sleep(10_000);
    });
    tell("HPA back to 2 by itself", calm, `, after ${down.toFixed(0)} s`);
    assert.equal(failuresIn(calm), 0);
  });

  it("loses no request in a rolling update, or when a pod is deleted", async () => {
    const rolling = await under(RATE, URL, async () => {
      inTest("rollout", "restart", "deployment/hogar");
      inTest("rollout", "status", "deployment/hogar", "--timeout", "180s");
      await sleep(10_000);
    });
    tell("rolling update", rolling);
    assert.equal(failuresIn(rolling), 0);

    const before = pods().map(({ name }) => name);
    const deleted = await harm(
      "a deleted pod",
      ({ name }) => inTest("delete", "pod", name, "--wait=false"),
      () => !pods().some(({ name }) => name === before[0]),
    );
    assert.equal(failuresIn(deleted), 0);
  });

  it("starts again a process that was killed, one that hangs, and one whose model is corrupt", async () => {
    const harms = {
      "a killed process (SIGKILL)": ({ uid }: { uid: string }) => process.kill(processOf(uid), "SIGKILL"),
      "a hung process (SIGSTOP)": ({ uid }: { uid: string }) => process.kill(processOf(uid), "SIGSTOP"),
      "a model that is corrupt in memory": ({ uid }: { uid: string }) =>
        assert.ok(corruptModel(processOf(uid)) > 0),
    };
    for (const [what, harmOne] of Object.entries(harms)) {
      const before = restarts();
      const fared = await harm(what, harmOne, () => restarts() > before);
      // Half of those that come until it is no longer asked, at most.
      assert.ok(failuresIn(fared) < RATE * 10, what);
    }
  });

  it("lets in and out only whom its NetworkPolicy names", async () => {
    hogar.change("feat(environments): a broker", ({ values }) => {
      const namespaceSelector = { matchLabels: { "kubernetes.io/metadata.name": "neighbour" } };
      values.networkPolicy.egress = { kafka: { to: [{ namespaceSelector }], ports: [{ port: 9092 }] } };
    });
    await hogar.works("eslabon", "deploy", "test");
    const image = inTest(
      "get",
      "deployment/hogar",
      "-o",
      "jsonpath={.spec.template.spec.containers[0].image}",
    );
    const listen =
      "for (const port of [9092, 9093]) require('node:net').createServer((s) => s.end()).listen(port)";
    machine.kubectl("delete", "namespace", "neighbour", "--ignore-not-found");
    machine.kubectl("create", "namespace", "neighbour");
    machine.kubectl(
      "--namespace",
      "neighbour",
      "run",
      "broker",
      `--image=${image}`,
      "--restart=Never",
      "--command",
      "--",
      "node",
      "-e",
      listen,
    );
    machine.kubectl(
      "--namespace",
      "neighbour",
      "wait",
      "pod/broker",
      "--for=condition=Ready",
      "--timeout=60s",
    );
    await sleep(3000);
    const broker = machine.kubectl(
      "--namespace",
      "neighbour",
      "get",
      "pod/broker",
      "-o",
      "jsonpath={.status.podIP}",
    );
    const own = inTest("get", "pod", pods()[0]!.name, "-o", "jsonpath={.status.podIP}");
    const reach = (namespace: string, pod: string, host: string, port: number): string =>
      machine.kubectl(
        "--namespace",
        namespace,
        "exec",
        pod,
        "--",
        "node",
        "-e",
        `const s=require('node:net').connect(${port},'${host}',()=>{console.log('connected');s.destroy()});s.setTimeout(3000,()=>{console.log('no answer');s.destroy()});s.on('error',(e)=>console.log(e.code))`,
      );
    const tried = {
      "ingress, allowed: the Ingress controller": (await fetch(`${URL}/api/v1/status`)).ok
        ? "connected"
        : "refused",
      "ingress, forbidden: a pod of another namespace": reach("neighbour", "broker", own, 8080),
      "egress, allowed: the broker, 9092": reach("hogar-test", pods()[0]!.name, broker, 9092),
      "egress, forbidden: the same pod, 9093": reach("hogar-test", pods()[0]!.name, broker, 9093),
    };
    for (const [what, result] of Object.entries(tried)) note(`NetworkPolicy, ${what}: ${result}`);
    const results = Object.values(tried).map((result) => result === "connected");
    machine.kubectl("delete", "namespace", "neighbour");
    assert.deepEqual(results, [true, false, true, false]);
  });

  it("runs under Pod Security “restricted” as any user with group 0, and OpenShift would take its Route", async () => {
    const privileged =
      '--overrides={"spec":{"containers":[{"name":"x","image":"x","securityContext":{"privileged":true}}]}}';
    assert.throws(() => inTest("run", "x", "--image=x", privileged), /violates PodSecurity "restricted/u);
    hogar.change("feat(environments): a user as OpenShift gives", ({ values }) => {
      values.runAsUser = 1_000_650_000;
    });
    await hogar.works("eslabon", "deploy", "test");
    const ids = inTest(
      "exec",
      pods()[0]!.name,
      "--",
      "node",
      "-p",
      "[process.getuid(), process.getgid()].join()",
    );
    note(`Pod Security “restricted” enforced; it runs as user and group ${ids}`);
    assert.equal(ids, "1000650000,0");
    const [{ checks }] = JSON.parse(await hogar.works("eslabon", "check", "chart", "--json")) as [
      { checks: { name: string; passed: boolean; detail: string }[] },
    ];
    for (const { name, detail } of checks) note(`eslabon check chart: ${name}: ${detail}`);
  });

  it("keeps what runs when a bad image is deployed, and says why", async () => {
    const before = inTest(
      "get",
      "deployment/hogar",
      "-o",
      "jsonpath={.spec.template.spec.containers[0].image}",
    );
    let code = 0;
    let out = "";
    const fared = await under(RATE, URL, async () => {
      hogar.change("build(environments): a damaged image", (environment) => {
        environment.image = publishDamaged(environment.image);
      });
      ({ code, out } = await hogar.type("eslabon", "deploy", "test"));
    });
    tell("a bad image", fared);
    for (const line of out.split("\n").filter((each) => /^[✔✖]|pod |said|runs/u.test(each.trim())))
      note(`  ${line}`);
    assert.equal(code, 1);
    assert.match(out, /MODEL_PACKAGE_BROKEN/u);
    assert.equal(failuresIn(fared), 0);
    assert.equal(
      inTest("get", "deployment/hogar", "-o", "jsonpath={.spec.template.spec.containers[0].image}"),
      before,
    );
    assert.match(await hogar.works("eslabon", "status"), /drift in test: Deployment hogar/u);
    hogar.takeBack();
  });

  it("is diagnosed as starved with a tenth of a CPU, and is fast with what the diagnosis recommends", async () => {
    const limit = (cpu: string): void =>
      hogar.change(`perf(environments): ${cpu} of CPU`, (environment) => {
        environment.values.autoscaling = {
          ...environment.values.autoscaling,
          minReplicas: 1,
          maxReplicas: 1,
        };
        environment.values.resources.limits.cpu = cpu;
        environment.load = { requestsPerSecond: 1, milliseconds: 10_000 };
      });
    limit("100m");
    await hogar.works("eslabon", "deploy", "test");
    await until("one pod", 240, () => pods().length === 1 && ready() === 1);
    const starved = await diagnose();
    assert.equal(starved.culprit, "deployment");
    const [, wanted = ""] = /raise the CPU limit to (\S+)/u.exec(starved.findings[0]!.change) ?? [];
    assert.notEqual(wanted, "", JSON.stringify(starved.findings));
    limit(wanted);
    await hogar.works("eslabon", "deploy", "test");
    const enough = await diagnose();
    note(`with ${wanted} of CPU: p95 ${enough.observation.loaded.p95.total.toFixed(1)} ms`);
    assert.ok(enough.observation.loaded.p95.total < 150);
  });

  async function diagnose(): Promise<Verdict> {
    const { out } = await hogar.type("eslabon", "diagnose", URL, "--rate", String(RATE), "--json");
    const verdict = JSON.parse(out) as Verdict;
    note(`eslabon diagnose ${URL} --rate ${RATE}: ${verdict.summary}`);
    for (const { culprit, evidence, change } of verdict.findings)
      note(`  ${culprit}: ${evidence}: ${change}`);
    return verdict;
  }
});
