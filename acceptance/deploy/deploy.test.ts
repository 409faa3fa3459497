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
import { NEIGHBOUR, startNeighbour } from "./neighbour.ts";
import { corruptModel, processOf } from "./processes.ts";
import { RETRYING } from "./retries.ts";
import { HOST, RATE, type RunningPod, Situation, URL } from "./situation.ts";
import { failuresIn, under } from "./steady-load.ts";
import { tryChart } from "./try-chart.ts";

/** On a machine with nothing else to do, two pods have less than half of their CPU to do at {@link RATE}. */
const GROWING = 2 * RATE;
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
  let machine: Machine;
  let toolkit: ToolkitRegistry;
  let hogar: Hogar;
  let cluster: Situation;

  before(async () => {
    machine = await openMachine(HOST);
    cluster = new Situation(machine);
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
    process.stdout.write(`\n${[...hogar.transcript, "", "## Report", ...cluster.report].join("\n")}\n`);
  });

  it("has its image in a registry, and its chart tried on a cluster before it is released", async () => {
    for (const upstream of ["service", "model"])
      await hogar.works("eslabon", "update", "image", upstream, "1.0.0");
    hogar.commit("build(image): take service and model 1.0.0");
    await hogar.works("eslabon", "release", "image");
    await hogar.works("eslabon", "update", "chart", "image");
    hogar.commit("build(chart): take the image");

    await tryChart(hogar, cluster);
    await hogar.works("eslabon", "release", "chart");
  });

  it("comes from published data, model and service to a pod that answers through the Ingress", async () => {
    await hogar.works("eslabon", "update", "test");
    hogar.change("build(environments): chart 1.0.0 in test", ({ values }) => {
      // Others use this machine, too: requests rather wait than that they are turned away.
      values.config = { queue: { target: 2 } };
      values.expose.annotations = RETRYING;
    });
    const begun = (): Promise<number> => cluster.until("a first pod", 120, () => cluster.pods().length > 0);
    const first = await hogar.interrupt(begun, "eslabon", "deploy", "test");
    assert.equal(first.code, 130, first.err);
    assert.match(first.out, /interrupted[^]*nothing ran before: it was removed/u);

    await hogar.works("eslabon", "deploy", "test");
    const answer = await fetch(`${URL}/api/v1/modelo?texto=ba%C3%B1era`);
    assert.equal(((await answer.json()) as [string, number][])[0]![0], "Fontanería");
    assert.equal(answer.headers.get("eslabon-chart-version"), "1.0.0");
    for (const line of hogar.transcript.filter((each) => each.startsWith("$"))) cluster.note(line);
    assert.match(await hogar.works("eslabon", "status"), /^test: as its file says, commit [0-9a-f]{40}$/mu);
  });

  it("grows to three pods under load and comes back, and no request fails", async () => {
    await cluster.until("two pods", 60, () => cluster.ready() === 2);
    let up = 0;
    const growing = await under(GROWING, URL, async () => {
      up = await cluster.until("three pods", 240, () => cluster.ready() === 3);
    });
    cluster.tell(`HPA 2 → 3 at ${GROWING} requests/s`, growing, `, after ${up.toFixed(0)} s`);
    assert.equal(failuresIn(growing), 0);

    // With the load still there, the autoscaler has to take one away, and may have it again.
    const most = (count: number): string =>
      cluster.inTest("patch", "hpa/hogar", "--type", "merge", "--patch", `{"spec":{"maxReplicas":${count}}}`);
    const shrinking = await under(GROWING, URL, async () => {
      most(2);
      await cluster.until("two pods", 120, () => cluster.pods().length === 2);
      await sleep(10_000);
      most(3);
      await cluster.until("three pods again", 240, () => cluster.ready() === 3);
    });
    cluster.tell(`HPA 3 → 2 → 3 at ${GROWING} requests/s`, shrinking);
    assert.equal(failuresIn(shrinking), 0);

    let down = 0;
    const calm = await under(5, URL, async () => {
      down = await cluster.until("two pods again", 300, () => cluster.pods().length === 2);
      await sleep(10_000);
    });
    cluster.tell("HPA 3 → 2 by itself at 5 requests/s", calm, `, after ${down.toFixed(0)} s`);
    assert.equal(failuresIn(calm), 0);
  });

  it("loses no request in a rolling update, or when a pod is deleted", async () => {
    const rolling = await under(RATE, URL, async () => {
      cluster.inTest("rollout", "restart", "deployment/hogar");
      cluster.inTest("rollout", "status", "deployment/hogar", "--timeout", "180s");
      await sleep(10_000);
    });
    cluster.tell("rolling update", rolling);
    assert.equal(failuresIn(rolling), 0);

    let gone = "";
    const deleted = await cluster.harm(
      "a deleted pod",
      ({ name }) => {
        gone = name;
        cluster.inTest("delete", "pod", name, "--wait=false");
      },
      () => cluster.inTest("get", "pod", gone, "--ignore-not-found", "--output", "name") === "",
    );
    assert.equal(failuresIn(deleted), 0);
  });

  it("starts again a process that was killed, one that hangs, and one whose model is corrupt", async () => {
    // Of one that is gone those in flight, since the others are asked of another pod; else half of those that come until it is no longer asked.
    const [inFlight, untilUnready] = [RATE / 10, RATE * 10];
    const harms = [
      ["a killed process (SIGKILL)", inFlight, (pid: number) => process.kill(pid, "SIGKILL")],
      ["a hung process (SIGSTOP)", untilUnready, (pid: number) => process.kill(pid, "SIGSTOP")],
      ["a model that is corrupt in memory", untilUnready, (pid: number) => assert.ok(corruptModel(pid) > 0)],
    ] as const;
    for (const [what, most, harmOne] of harms) {
      const before = cluster.restarts();
      const fared = await cluster.harm(
        what,
        ({ uid }) => harmOne(processOf(uid)),
        () => cluster.restarts() > before,
      );
      assert.ok(failuresIn(fared) < most, what);
    }
  });

  it("lets in and out only whom its NetworkPolicy names", async () => {
    hogar.change("feat(environments): a broker", ({ values }) => {
      const namespaceSelector = { matchLabels: { "kubernetes.io/metadata.name": "neighbour" } };
      values.networkPolicy.egress = { kafka: { to: [{ namespaceSelector }], ports: [{ port: 9092 }] } };
    });
    await hogar.works("eslabon", "deploy", "test");
    using neighbour = await startNeighbour(machine, cluster.image());
    const { address, connect } = neighbour;
    const [{ name }] = cluster.pods() as [RunningPod];
    const own = cluster.inTest("get", "pod", name, "-o", "jsonpath={.status.podIP}");
    const status = await fetch(`${URL}/api/v1/status`);
    const tried = {
      "ingress, allowed: the Ingress controller": status.ok ? "connected" : "no answer",
      "ingress, forbidden: a pod of another namespace": connect(NEIGHBOUR, NEIGHBOUR, own, 8080),
      "egress, allowed: its neighbour, 9092": connect("hogar-test", name, address, 9092),
      "egress, forbidden: the same pod, 9093": connect("hogar-test", name, address, 9093),
    };
    for (const [what, result] of Object.entries(tried)) cluster.note(`NetworkPolicy, ${what}: ${result}`);
    const results = Object.values(tried).map((result) => result === "connected");
    assert.deepEqual(results, [true, false, true, false]);
  });

  it("runs under Pod Security “restricted” as any user with group 0, and OpenShift would take its Route", async () => {
    const privileged =
      '--overrides={"spec":{"containers":[{"name":"x","image":"x","securityContext":{"privileged":true}}]}}';
    assert.throws(
      () => cluster.inTest("run", "x", "--image=x", privileged),
      /violates PodSecurity "restricted/u,
    );
    hogar.change("feat(environments): a user as OpenShift gives", ({ values }) => {
      values.runAsUser = 1_000_650_000;
    });
    await hogar.works("eslabon", "deploy", "test");
    const ids = cluster.inTest(
      "exec",
      cluster.pods()[0]!.name,
      "--",
      "node",
      "-p",
      "[process.getuid(), process.getgid()].join()",
    );
    cluster.note(`Pod Security “restricted” enforced; it runs as user and group ${ids}`);
    assert.equal(ids, "1000650000,0");
    // What is deployed here is not what the golden renderings are of.
    const { out } = await hogar.type("eslabon", "check", "chart", "--json");
    const [{ checks }] = JSON.parse(out) as [{ checks: { name: string; passed: boolean; detail: string }[] }];
    for (const name of ["helm lint", "values.schema.json", "kubeconform", "kube-score"]) {
      const { passed, detail } = checks.find((check) => check.name === name)!;
      cluster.note(`eslabon check chart: ${name}: ${detail}`);
      assert.ok(passed, detail);
    }
  });

  it("keeps what runs when a bad image is deployed, and says why", async () => {
    const before = cluster.image();
    let code = 0;
    let out = "";
    const fared = await under(RATE, URL, async () => {
      hogar.change("build(environments): a damaged image", (environment) => {
        environment.image = publishDamaged(environment.image);
      });
      ({ code, out } = await hogar.type("eslabon", "deploy", "test"));
    });
    cluster.tell("a bad image", fared);
    for (const line of out.split("\n").filter((each) => /^(?:[✔✖]|pod |it said|hogar)/u.test(each.trim())))
      cluster.note(`  ${line}`);
    assert.equal(code, 1);
    assert.match(out, /MODEL_PACKAGE_BROKEN/u);
    assert.equal(failuresIn(fared), 0);
    assert.equal(cluster.image(), before);
    assert.match(await hogar.works("eslabon", "status"), /drift in test: Deployment hogar/u);
    hogar.takeBack();
  });

  it("keeps what runs when a deployment is interrupted", async () => {
    const before = cluster.revision();
    hogar.change("perf(environments): less to say", ({ values }) => {
      values.config = { queue: { target: 2 }, log: { level: "warn" } };
    });
    const begun = (): Promise<number> =>
      cluster.until("another revision", 120, () => cluster.revision() !== before);
    let result = { code: 0, out: "", err: "" };
    const fared = await under(RATE, URL, async () => {
      result = await hogar.interrupt(begun, "eslabon", "deploy", "test");
    });
    cluster.tell(`eslabon deploy test, Ctrl-C, exit code ${result.code}`, fared);
    assert.equal(result.code, 130, result.err);
    assert.match(result.out, /interrupted[^]*✔ return[^]*, revision \d+ runs again/u);
    assert.equal(failuresIn(fared), 0);
    assert.match(await hogar.works("eslabon", "status"), /drift in test: ConfigMap hogar/u);
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
    await cluster.until("one pod", 240, () => cluster.pods().length === 1 && cluster.ready() === 1);
    const starved = await diagnose();
    assert.equal(starved.culprit, "deployment");
    const changes = starved.findings.map(({ change }) => change).join("\n");
    const [, wanted = ""] = /raise the CPU limit to (\S+)/u.exec(changes) ?? [];
    assert.notEqual(wanted, "", JSON.stringify(starved.findings));
    limit(wanted);
    await hogar.works("eslabon", "deploy", "test");
    const enough = await diagnose();
    cluster.note(`with ${wanted} of CPU: p95 ${enough.observation.loaded.p95.total.toFixed(1)} ms`);
    assert.ok(enough.observation.loaded.p95.total < 150);
  });

  async function diagnose(): Promise<Verdict> {
    const { out } = await hogar.type("eslabon", "diagnose", URL, "--connections", "32", "--json");
    const verdict = JSON.parse(out) as Verdict;
    cluster.note(`eslabon diagnose ${URL} --connections 32: ${verdict.summary}`);
    for (const { culprit, evidence, change } of verdict.findings)
      cluster.note(`  ${culprit}: ${evidence}: ${change}`);
    return verdict;
  }
});
