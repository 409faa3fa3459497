import type { Machine } from "./machine.ts";

const NAME = "retries";
/** What an Ingress says that wants them, as a value of the chart. */
export const RETRYING = { "traefik.ingress.kubernetes.io/router.middlewares": "retry@file" };

/** Lets the Ingress controller offer what others do unasked: to ask another pod when one cannot be reached. */
export function offerRetries(kubectl: Machine["kubectl"]): void {
  const there = ["--namespace", "kube-system"];
  const file = "http: {middlewares: {retry: {retry: {attempts: 4, initialInterval: 10ms}}}}";
  kubectl(...there, "delete", "configmap", NAME, "--ignore-not-found");
  kubectl(...there, "create", "configmap", NAME, `--from-literal=retries.yaml=${file}`);
  const path = "jsonpath={.spec.template.spec.containers[0].command}";
  const command = JSON.parse(kubectl(...there, "get", "deployment/ingress", "-o", path)) as string[];
  const provider = "--providers.file.filename=/etc/traefik/retries.yaml";
  const container = {
    name: "traefik",
    command: command.includes(provider) ? command : [...command, provider],
    volumeMounts: [{ name: NAME, mountPath: "/etc/traefik" }],
  };
  const volumes = [{ name: NAME, configMap: { name: NAME } }];
  const spec = { template: { spec: { containers: [container], volumes } } };
  kubectl(...there, "patch", "deployment/ingress", "--patch", JSON.stringify({ spec }));
  kubectl(...there, "rollout", "status", "deployment/ingress", "--timeout=60s");
}
