import { setTimeout as sleep } from "node:timers/promises";
import type { Machine } from "./machine.ts";
import { failuresIn, type Fared, under } from "./steady-load.ts";

export const HOST = "hogar-test.example.com";
export const URL = `http://${HOST}`;
/** Requests a second, whatever happens. */
export const RATE = 200;

/** A pod that answers. */
export interface RunningPod {
  readonly name: string;
  readonly uid: string;
  readonly restarts: number;
}

/** What is to be seen of the release in the test environment, and what people read of it in the end. */
export class Situation {
  readonly report: string[] = [];
  private readonly kubectl: Machine["kubectl"];

  constructor({ kubectl }: Machine) {
    this.kubectl = kubectl;
  }

  note(line: string): void {
    this.report.push(line);
    process.stdout.write(`${line}\n`);
  }

  /** kubectl in the environment's namespace. */
  inTest(...args: string[]): string {
    return this.kubectl("--namespace", "hogar-test", ...args);
  }

  ready(): number {
    return Number(this.inTest("get", "deployment/hogar", "-o", "jsonpath={.status.readyReplicas}") || 0);
  }

  image(): string {
    return this.inTest("get", "deployment/hogar", "-o", "jsonpath={.spec.template.spec.containers[0].image}");
  }

  /** Of what the pods are to be. */
  revision(): string {
    const path = String.raw`jsonpath={.metadata.annotations.deployment\.kubernetes\.io/revision}`;
    return this.inTest("get", "deployment/hogar", "-o", path);
  }

  /** Where charts are being tried. */
  namespacesOfChecks(): readonly string[] {
    const names = this.kubectl("get", "namespaces", "-o", "jsonpath={.items[*].metadata.name}").split(" ");
    return names.filter((name) => name.startsWith("hogar-test-check-"));
  }

  pods(): readonly RunningPod[] {
    const selector = [
      "--selector",
      "app.kubernetes.io/component=service",
      "--field-selector",
      "status.phase=Running",
    ];
    const { items } = JSON.parse(this.inTest("get", "pods", ...selector, "-o", "json")) as {
      items: {
        metadata: { name: string; uid: string; deletionTimestamp?: string };
        status: { containerStatuses: { restartCount: number }[] };
      }[];
    };
    return items
      .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
      .map(({ metadata, status }) => ({ ...metadata, restarts: status.containerStatuses[0]!.restartCount }));
  }

  restarts(): number {
    return this.pods().reduce((sum, pod) => sum + pod.restarts, 0);
  }

  /** Whether as many pods as there are answer, and at least two. */
  isWell(): boolean {
    return this.ready() >= 2 && this.ready() === this.pods().length;
  }

  /** @returns how many seconds it took */
  async until(what: string, seconds: number, holds: () => boolean): Promise<number> {
    const began = performance.now();
    while (!holds()) {
      if (performance.now() - began > seconds * 1000)
        throw new Error(`${what}: not in ${seconds} s\n${this.inTest("get", "pods,hpa")}`);
      await sleep(500);
    }
    return (performance.now() - began) / 1000;
  }

  tell(what: string, fared: Fared, more = ""): void {
    const { failed, sent, p95, failingSeconds } = fared;
    const during =
      failingSeconds === 0 ? "" : ` ${JSON.stringify(failed)} within ${failingSeconds.toFixed(1)} s`;
    this.note(
      `${what}: ${failuresIn(fared)} of ${sent} requests failed${during}, p95 ${p95.toFixed(0)} ms${more}`,
    );
  }

  /** Asks at the full rate while something is done to one of the pods, and until all is well again. */
  async harm(what: string, harmOne: (pod: RunningPod) => unknown, isOver: () => boolean): Promise<Fared> {
    await this.until("all pods are ready before", 180, () => this.isWell());
    let seconds = 0;
    const fared = await under(RATE, URL, async () => {
      harmOne(this.pods()[0]!);
      seconds = await this.until(`${what}, and all is well again`, 180, () => isOver() && this.isWell());
    });
    this.tell(what, fared, `, well again after ${seconds.toFixed(0)} s`);
    return fared;
  }
}
