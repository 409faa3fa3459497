import { type Deployment, readDeployment } from "../environments/read.ts";
import { renderChart } from "../programs/helm.ts";
import { mergeValues } from "../values/merge.ts";

/** A chart as it is rendered for something. */
export interface Rendering {
  /** An environment, or what is tried. */
  readonly name: string;
  readonly yaml: string;
  /** Of an environment. */
  readonly deployment?: Deployment;
}

/** In place of the image, so that what is rendered changes when templates or values do, and not with every release. */
export const STAND_IN = {
  image: { repository: "registry.example.com/image", tag: "0.0.0", digest: `sha256:${"0".repeat(64)}` },
};

/** What environments may choose and those here perhaps do not. */
const CHOICES: Readonly<Record<string, object>> = {
  "as an Ingress": { expose: { kind: "ingress", host: "service.example.com", tlsSecret: "certificate" } },
  "as a Route": { expose: { kind: "route", host: "service.example.com" } },
  "as an HTTPRoute": { expose: { kind: "httpRoute", host: "service.example.com", gateway: "public" } },
  "with all that is optional": {
    secret: { files: { keys: "portal" } },
    serviceMonitor: { enabled: true, keyIn: "keys" },
    tests: { keyIn: "keys" },
    networkPolicy: {
      egress: { kafka: { to: [{ namespaceSelector: {} }], ports: [{ port: 9092 }] } },
    },
  },
};

/**
 * Renders a chart for each environment, and for each thing that one may choose.
 *
 * @throws EslabonError `ENVIRONMENT_INVALID`, `PROGRAM_MISSING`, `PROGRAM_FAILED`.
 */
export async function renderAll(
  chart: string,
  name: string,
  environments: Readonly<Record<string, string>>,
): Promise<readonly Rendering[]> {
  const renderings: Rendering[] = [];
  for (const [environment, file] of Object.entries(environments)) {
    const deployment = await readDeployment(file);
    const { release = name, namespaceName: namespace, allValues } = deployment;
    const values = mergeValues(allValues, STAND_IN);
    const yaml = await renderChart({ chart, name: release, namespace, values, tests: true });
    renderings.push({ name: environment, yaml, deployment });
  }
  for (const [choice, values] of Object.entries(CHOICES)) {
    const all = mergeValues(values, STAND_IN);
    const yaml = await renderChart({ chart, name, namespace: "default", values: all, tests: true });
    renderings.push({ name: choice, yaml });
  }
  return renderings;
}
