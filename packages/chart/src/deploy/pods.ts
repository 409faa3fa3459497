import type { Release } from "../programs/helm.ts";
import { getObjects } from "../programs/kubectl.ts";

/** What is read of a pod: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1 */
export interface Pod {
  readonly metadata: { readonly name: string; readonly creationTimestamp: string };
  readonly status: {
    readonly phase?: string;
    readonly conditions?: readonly {
      readonly type: string;
      readonly status: string;
      readonly message?: string;
    }[];
    readonly containerStatuses?: readonly ContainerStatus[];
  };
}

interface ContainerStatus {
  readonly ready: boolean;
  readonly restartCount: number;
  readonly state?: { readonly waiting?: { readonly reason?: string; readonly message?: string } };
  readonly lastState?: { readonly terminated?: { readonly reason?: string; readonly exitCode: number } };
}

/** The pods of a release that answer, or are to. */
export async function podsOf(release: Release): Promise<readonly Pod[]> {
  const selector = `app.kubernetes.io/instance=${release.name},app.kubernetes.io/component=service`;
  const pods = await getObjects<Pod>(release, "pods", selector);
  // Those that were evicted stay for people to look at.
  return pods.filter(({ status }) => status.phase === "Pending" || status.phase === "Running");
}

export function isReady({ status }: Pod): boolean {
  return status.conditions?.some(({ type, status: is }) => type === "Ready" && is === "True") ?? false;
}

/** What a container waits for that does not come by waiting. */
const HOPELESS = new Set([
  "CrashLoopBackOff",
  "CreateContainerConfigError",
  "CreateContainerError",
  "ErrImageNeverPull",
  "ImagePullBackOff",
  "InvalidImageName",
  "RunContainerError",
]);

/** Why a pod will never be ready as it is; `undefined` while it may be. */
export function hopelessReason({ status }: Pod): string | undefined {
  return status.containerStatuses?.map(hopelessContainer).find((reason) => reason !== undefined);
}

function hopelessContainer({ state, lastState, restartCount }: ContainerStatus): string | undefined {
  const { reason, message = "" } = state?.waiting ?? {};
  const { terminated } = lastState ?? {};
  const isHopeless = reason !== undefined && HOPELESS.has(reason);
  if (terminated && (isHopeless || restartCount > 1)) {
    return `it was started ${restartCount + 1} times, and ended with ${terminated.exitCode} (${terminated.reason ?? "no reason"})`;
  }
  return isHopeless ? `${reason}: ${message}` : undefined;
}
