import { setTimeout as sleep } from "node:timers/promises";
import type { Machine } from "./machine.ts";

export const NEIGHBOUR = "neighbour";
const LISTEN =
  "for (const port of [9092, 9093]) require('node:net').createServer((s) => s.end()).listen(port)";
/** The address of a pod is made known to network policies a moment after it has one. */
const KNOWN = 3000;

/** A pod in a namespace of its own that listens on the ports 9092 and 9093. */
export interface Neighbour extends Disposable {
  readonly address: string;
  /** What comes of a connection from a pod: `connected`, `no answer`, or an error's code. */
  readonly connect: (namespace: string, pod: string, host: string, port: number) => string;
}

/** @param image one with Node */
export async function startNeighbour({ kubectl }: Machine, image: string): Promise<Neighbour> {
  const there = ["--namespace", NEIGHBOUR];
  kubectl("delete", "namespace", NEIGHBOUR, "--ignore-not-found");
  kubectl("create", "namespace", NEIGHBOUR);
  const command = ["--restart=Never", "--command", "--", "node", "-e", LISTEN];
  kubectl(...there, "run", NEIGHBOUR, `--image=${image}`, ...command);
  kubectl(...there, "wait", `pod/${NEIGHBOUR}`, "--for=condition=Ready", "--timeout=60s");
  await sleep(KNOWN);
  return {
    address: kubectl(...there, "get", `pod/${NEIGHBOUR}`, "-o", "jsonpath={.status.podIP}"),
    connect: (namespace, pod, host, port) =>
      kubectl("--namespace", namespace, "exec", pod, "--", "node", "-e", connecting(host, port)),
    [Symbol.dispose]: () => {
      kubectl("delete", "namespace", NEIGHBOUR);
    },
  };
}

function connecting(host: string, port: number): string {
  return `const s = require("node:net").connect(${port}, "${host}", () => { console.log("connected"); s.destroy(); });
    s.setTimeout(3000, () => { console.log("no answer"); s.destroy(); });
    s.on("error", (error) => console.log(error.code));`;
}
