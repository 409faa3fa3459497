import { chartErrors } from "../errors.ts";
import type { Release } from "./helm.ts";
import { run, tryRun } from "./run.ts";

type Place = Pick<Release, "cluster" | "namespace">;

const at = ({ cluster, namespace }: Place): readonly string[] => [
  "--context",
  cluster,
  "--namespace",
  namespace,
];

/** Applies a namespace, as one who owns what its YAML says. */
export async function applyNamespace(cluster: string, yaml: string): Promise<void> {
  const args = [
    "apply",
    "--context",
    cluster,
    "--server-side",
    "--field-manager",
    "eslabon",
    "--force-conflicts",
    "--filename",
    "-",
  ];
  await run("kubectl", args, { input: yaml });
}

/** Removes a namespace with all that is in it, if it is there, and waits until it is gone. */
export async function deleteNamespace({ cluster, namespace }: Place): Promise<void> {
  await run("kubectl", [
    "delete",
    "namespace",
    namespace,
    "--context",
    cluster,
    "--ignore-not-found",
    "--timeout",
    "120s",
  ]);
}

/** Objects as the cluster has them. */
export async function getObjects<T>(place: Place, kind: string, selector: string): Promise<readonly T[]> {
  const out = await run("kubectl", ["get", kind, ...at(place), "--selector", selector, "--output", "json"]);
  return (JSON.parse(out) as { items: T[] }).items;
}

/** The events of an object, the oldest first. */
export async function warningsOf(place: Place, name: string): Promise<readonly string[]> {
  const selector = `involvedObject.name=${name},type=Warning`;
  const out = await run("kubectl", [
    "get",
    "events",
    ...at(place),
    "--field-selector",
    selector,
    "--sort-by",
    ".lastTimestamp",
    "--output",
    "json",
  ]);
  return (JSON.parse(out) as { items: { message: string }[] }).items.map(({ message }) => message);
}

/** The last lines that a pod has logged, of its container before this one where it was started again. */
export async function lastWords(place: Place, pod: string, previous: boolean): Promise<string> {
  const before = previous ? ["--previous"] : [];
  const { code, out } = await tryRun("kubectl", ["logs", pod, ...at(place), "--tail", "3", ...before]);
  return code === 0 ? out.trim() : "";
}

/** Where objects in the cluster differ from what was applied; what others have added is theirs. */
export async function liveDifference(place: Place, manifest: string): Promise<string> {
  const args = [
    "diff",
    ...at(place),
    "--server-side",
    "--field-manager",
    "eslabon-status",
    "--force-conflicts",
    "--filename",
    "-",
  ];
  const { code, out, err } = await tryRun("kubectl", args, { input: manifest });
  if (code === 0 || code === 1) return out;
  throw chartErrors.PROGRAM_FAILED("kubectl diff", err.trim());
}
