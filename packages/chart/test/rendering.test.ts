import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import type { EslabonError } from "@eslabon/link";
import { parseAllDocuments } from "yaml";
import { STAND_IN } from "../src/check/renderings.ts";
import { unpackChart } from "../src/package/chart-layout.ts";
import { renderChart } from "../src/programs/helm.ts";
import { mergeValues } from "../src/values/merge.ts";
import type { SomeValues } from "../src/values/values.ts";
import { scratch } from "./scratch.ts";
import { tinyChart } from "./tiny.ts";

const skip = spawnSync("helm", ["version"]).error ? "helm is not installed" : false;

interface Container {
  readonly image: string;
  readonly env: readonly { readonly name: string; readonly value?: string }[];
  readonly securityContext: object;
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
}

interface PodSpec {
  readonly securityContext: Readonly<Record<string, unknown>>;
  readonly automountServiceAccountToken: boolean;
  readonly containers: readonly [Container];
  readonly volumes: readonly object[];
}

interface Rendered {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: Readonly<Record<string, unknown>> & {
    readonly template: {
      readonly metadata: { readonly annotations: Record<string, string> };
      readonly spec: PodSpec;
    };
  };
  readonly stringData?: Readonly<Record<string, string>>;
}

describe("a chart, rendered by Helm", { skip }, () => {
  let chart: string;

  before(async () => {
    chart = join(await scratch(), "tiny");
    await unpackChart((await tinyChart()).folder, chart);
  });

  async function render(values: SomeValues = {}): Promise<readonly Rendered[]> {
    const all = mergeValues(STAND_IN, values);
    const yaml = await renderChart({ chart, name: "tiny", namespace: "tiny", values: all });
    return parseAllDocuments(yaml).map((document) => document.toJS() as Rendered);
  }

  const kinds = (objects: readonly Rendered[]): string[] => objects.map(({ kind }) => kind);

  async function deployment(values: SomeValues = {}): Promise<Rendered["spec"]["template"]> {
    return (await render(values)).find(({ kind }) => kind === "Deployment")!.spec.template;
  }

  it("is reached by one of three ways, or by none", async () => {
    const ways = ["Ingress", "Route", "HTTPRoute"];
    const found = async (values: SomeValues): Promise<string[]> =>
      kinds(await render(values)).filter((kind) => ways.includes(kind));
    const host = "tiny.example.com";
    assert.deepEqual(await found({}), []);
    assert.deepEqual(await found({ expose: { kind: "ingress", host } }), ["Ingress"]);
    assert.deepEqual(await found({ expose: { kind: "route", host } }), ["Route"]);
    assert.deepEqual(await found({ expose: { kind: "httpRoute", host, gateway: "public" } }), ["HTTPRoute"]);
  });

  for (const [what, values, message] of [
    ["a host", { expose: { kind: "ingress" } }, /expose\.host is needed/u],
    ["a Gateway", { expose: { kind: "httpRoute", host: "x" } }, /expose\.gateway is needed/u],
    ["an image", { image: { repository: "", digest: "" } }, /image\.repository is needed/u],
    ["a version of the image", { image: { tag: "", digest: "" } }, /image\.digest or image\.tag is needed/u],
  ] as const) {
    it(`says that it needs ${what}`, async () => {
      await assert.rejects(render(values), (error: EslabonError) => {
        assert.equal(error.code, "PROGRAM_FAILED");
        assert.match(error.message, message);
        return true;
      });
    });
  }

  it("fits Pod Security “restricted”, and leaves the user to the platform", async () => {
    const { spec } = await deployment();
    assert.deepEqual(spec.securityContext, {
      runAsNonRoot: true,
      seccompProfile: { type: "RuntimeDefault" },
    });
    assert.deepEqual(spec.containers[0].securityContext, {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
    assert.equal(spec.automountServiceAccountToken, false);
    const named = await deployment({ runAsUser: 1_000_650_000 });
    assert.equal(named.spec.securityContext.runAsUser, 1_000_650_000);
    assert.equal(named.spec.securityContext.runAsGroup, 0);
  });

  it("pulls the image by its digest, or without one by its tag", async () => {
    const image = async (values: SomeValues): Promise<string> =>
      (await deployment(values)).spec.containers[0].image;
    assert.equal(await image({}), `registry.example.com/image@sha256:${"0".repeat(64)}`);
    assert.equal(await image({ image: { digest: "", tag: "1.0.0" } }), "registry.example.com/image:1.0.0");
  });

  it("starts new pods when their settings or secrets change, and only then", async () => {
    const annotations = async (values: SomeValues): Promise<object> =>
      (await deployment(values)).metadata.annotations;
    const before = await annotations({});
    assert.deepEqual(await annotations({ autoscaling: { maxReplicas: 9 } }), before);
    assert.notDeepEqual(await annotations({ config: { log: { level: "warn" } } }), before);
    assert.notDeepEqual(await annotations({ secret: { files: { keys: "x" } } }), before);
  });

  it("has a Secret of its own unless one exists, and none when none is needed", async () => {
    const secret = async (values: SomeValues): Promise<object | undefined> =>
      (await render(values)).find(({ kind }) => kind === "Secret")?.stringData;
    assert.equal(await secret({}), undefined);
    assert.deepEqual(await secret({ secret: { files: { keys: "x" } } }), { keys: "x" });
    const existing: SomeValues = { secret: { existing: "others", files: { keys: "x" } } };
    assert.equal(await secret(existing), undefined);
    assert.ok(
      (await deployment(existing)).spec.volumes.some((volume) => JSON.stringify(volume).includes("others")),
    );
    assert.ok(
      (await deployment(existing)).spec.containers[0].volumeMounts.some(({ name }) => name === "secret"),
    );
  });

  it("leaves the number of pods to the autoscaler, unless there is none", async () => {
    const replicas = async (values: SomeValues): Promise<unknown> =>
      (await render(values)).find(({ kind }) => kind === "Deployment")!.spec.replicas;
    assert.equal(await replicas({}), undefined);
    const fixed: SomeValues = { autoscaling: { enabled: false }, replicas: 3 };
    assert.equal(await replicas(fixed), 3);
    assert.ok(!kinds(await render(fixed)).includes("HorizontalPodAutoscaler"));
  });

  it("lets in nobody but its own test, and out nothing but DNS, unless they are listed", async () => {
    const policy = async (values: SomeValues): Promise<Rendered["spec"]> =>
      (await render(values)).find(
        ({ kind, metadata }) => kind === "NetworkPolicy" && metadata.name === "tiny",
      )!.spec;
    const closed = await policy({});
    assert.deepEqual(closed.policyTypes, ["Ingress", "Egress"]);
    assert.equal((closed.ingress as unknown[]).length, 1);
    assert.equal((closed.egress as unknown[]).length, 1);
    const peers = [{ namespaceSelector: {} }];
    const rule = { to: peers, ports: [{ port: 9092 }] };
    const open = await policy({ networkPolicy: { ingress: { controller: peers }, egress: { kafka: rule } } });
    assert.deepEqual((open.ingress as unknown[])[1], { from: peers, ports: [{ port: "http" }] });
    assert.deepEqual((open.egress as unknown[])[1], rule);
    assert.ok(!kinds(await render({ networkPolicy: { enabled: false } })).includes("NetworkPolicy"));
  });

  it("keeps its log in memory only where that is wanted", async () => {
    const { spec } = await deployment({ logs: { enabled: false } });
    assert.ok(!spec.containers[0].env.some(({ name }) => name === "ESLABON_LOG_FILE"));
    assert.ok(!spec.volumes.some((volume) => "emptyDir" in volume));
  });

  it("refuses values that there are not", async () => {
    await assert.rejects(render({ autoscaling: { maxReplica: 3 } } as SomeValues), {
      code: "PROGRAM_FAILED",
    });
  });
});
