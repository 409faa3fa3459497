// Writes the JSON Schemas by which kubeconform judges what charts render, from what Kubernetes and its extensions publish as Go modules.
// Needs Go. `npm run schemas --workspace packages/chart`
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

const KUBERNETES = "k8s.io/kubernetes@v1.34.4";
const KINDS = [
  "Deployment",
  "Service",
  "ConfigMap",
  "Secret",
  "ServiceAccount",
  "Pod",
  "Namespace",
  "Ingress",
  "NetworkPolicy",
  "HorizontalPodAutoscaler",
  "PodDisruptionBudget",
];
/** The version of each kind that charts use. */
const VERSIONS: Readonly<Record<string, string>> = { HorizontalPodAutoscaler: "v2" };

const EXTENSIONS = [
  {
    module: "github.com/openshift/api@v0.0.0-20260501191448-a49973eaef53",
    file: "route/v1/zz_generated.crd-manifests/routes.crd.yaml",
  },
  {
    module: "sigs.k8s.io/gateway-api@v1.4.0",
    file: "config/crd/standard/gateway.networking.k8s.io_httproutes.yaml",
  },
  {
    module: "github.com/prometheus-operator/prometheus-operator@v0.85.0",
    file: "example/prometheus-operator-crd/monitoring.coreos.com_servicemonitors.yaml",
  },
];

interface Schema {
  readonly [key: string]: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
}

interface KindOf {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

function folderOf(module: string): string {
  const { Dir } = JSON.parse(
    execFileSync("go", ["mod", "download", "-json", module], { encoding: "utf8" }),
  ) as {
    Dir: string;
  };
  return Dir;
}

/** Where conditions stand, and not what there may be. */
const CONDITIONS = new Set(["allOf", "anyOf", "oneOf", "not"]);

/** Without words, and with nothing allowed that is not named. */
function strict(schema: unknown, close = true): unknown {
  if (Array.isArray(schema)) return schema.map((each) => strict(each, close));
  if (typeof schema !== "object" || schema === null) return schema;
  const kept = Object.entries(schema).filter(
    ([key, value]) =>
      value !== null
      && !key.startsWith("x-kubernetes-")
      && !(key === "description" && typeof value === "string"),
  );
  const result = Object.fromEntries(
    kept.map(([key, value]) => [key, strict(value, close && !CONDITIONS.has(key))]),
  ) as Schema;
  return close && result.properties && result.additionalProperties === undefined
    ? { ...result, additionalProperties: false }
    : result;
}

/** Nobody writes what only the cluster says. */
function withoutStatus(schema: Schema): Schema {
  const properties = Object.entries(schema.properties ?? {}).filter(([name]) => name !== "status");
  return { ...schema, properties: Object.fromEntries(properties) };
}

function write({ group, version, kind }: KindOf, schema: object): void {
  const name = [kind, ...(group === "" ? [] : [group.split(".")[0]!]), version].join("-").toLowerCase();
  writeFileSync(join(import.meta.dirname, `${name}.json`), `${JSON.stringify(schema)}\n`);
}

const REFERENCE = /"#\/definitions\/([^"]+)"/gu;

/** Those that a schema names, and those that these name. */
function referenced(
  schema: unknown,
  all: Readonly<Record<string, Schema>>,
  found = new Map<string, unknown>(),
) {
  for (const [, name] of JSON.stringify(schema).matchAll(REFERENCE)) {
    if (found.has(name!)) continue;
    found.set(name!, widened(name!) ?? strict(all[name!]));
    referenced(found.get(name!), all, found);
  }
  return found;
}

/** What is written as a number or as a text. */
function widened(name: string): object | undefined {
  return /\.(?:IntOrString|Quantity)$/u.test(name)
    ? { anyOf: [{ type: "string" }, { type: "number" }] }
    : undefined;
}

const { definitions } = JSON.parse(
  readFileSync(join(folderOf(KUBERNETES), "api/openapi-spec/swagger.json"), "utf8"),
) as { definitions: Readonly<Record<string, Schema>> };
for (const schema of Object.values(definitions)) {
  const [kind] = (schema["x-kubernetes-group-version-kind"] ?? []) as KindOf[];
  if (!kind || !KINDS.includes(kind.kind) || kind.version !== (VERSIONS[kind.kind] ?? "v1")) continue;
  const own = strict(withoutStatus(schema)) as object;
  write(kind, { ...own, definitions: Object.fromEntries(referenced(own, definitions)) });
}

interface Definition {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly {
      readonly name: string;
      readonly schema: { readonly openAPIV3Schema: Schema };
    }[];
  };
}

for (const { module, file } of EXTENSIONS) {
  const { spec } = parse(readFileSync(join(folderOf(module), file), "utf8")) as Definition;
  const { name: version, schema } = spec.versions.find(({ name }) => name === "v1")!;
  write(
    { group: spec.group, version, kind: spec.names.kind },
    strict(withoutStatus(schema.openAPIV3Schema)) as object,
  );
}
