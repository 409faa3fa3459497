import { execFileSync, spawn } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { homedir, tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { offerRetries } from "./retries.ts";

/** The folder of a cluster's `up` and `down`; `up` prints the line by which a shell finds the cluster and its programs. */
const CLUSTER = process.env.CLUSTER ?? "/work/shared/cluster";
const TOOLS = join(homedir(), ".cache", "eslabon-tools");
const PORT = 5000;

/** A cluster with a registry that it pulls from, and what is needed to deploy. */
export interface Machine extends AsyncDisposable {
  /** What programs need to know of it. */
  readonly env: { readonly KUBECONFIG: string; readonly PATH: string };
  readonly kubectl: (...args: string[]) => string;
}

/**
 * Starts what is not there: a cluster whose Ingress controller retries, a registry on port 5000, kubeconform and kube-score, and a name for the cluster's
 * address.
 *
 * @param host the name by which its Ingress is reached
 */
export async function openMachine(host: string): Promise<Machine> {
  const running = existsSync("/var/lib/cluster/kubeconfig");
  const printed = execFileSync(join(CLUSTER, "up"), {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [, kubeconfig = "", path = ""] = /KUBECONFIG=(\S+) PATH=([^:]+):/u.exec(printed) ?? [];
  installTools();
  const registry = await startRegistry();
  const env = { KUBECONFIG: kubeconfig, PATH: [path, TOOLS, process.env.PATH].join(delimiter) };
  const kubectl = (...args: string[]): string =>
    execFileSync("kubectl", args, {
      encoding: "utf8",
      env: { ...process.env, ...env },
      maxBuffer: 2 ** 26,
    }).trim();
  offerRetries(kubectl);
  const address = kubectl(
    "get",
    "nodes",
    "-o",
    "jsonpath={.items[0].status.addresses[?(@.type=='InternalIP')].address}",
  );
  const forget = nameAddress(address, host);
  return {
    env,
    kubectl,
    [Symbol.asyncDispose]: async () => {
      forget();
      registry.stop();
      // What this has started, this stops; a cluster that was there stays.
      if (!running) execFileSync(join(CLUSTER, "down"));
      await Promise.resolve();
    },
  };
}

function installTools(): void {
  for (const module of [
    "github.com/yannh/kubeconform/cmd/kubeconform@v0.8.0",
    "github.com/zegl/kube-score/cmd/kube-score@v1.20.0",
  ]) {
    const [name = ""] = module.split("/").at(-1)!.split("@");
    if (existsSync(join(TOOLS, name))) continue;
    mkdirSync(TOOLS, { recursive: true });
    execFileSync("go", ["install", module], { env: { ...process.env, GOBIN: TOOLS }, cwd: tmpdir() });
  }
}

/** Debian's docker-registry, unless something listens there. */
async function startRegistry(): Promise<{ readonly stop: () => void }> {
  if (await listens()) return { stop: () => undefined };
  const folder = mkdtempSync(join(tmpdir(), "eslabon-registry-"));
  const config = join(folder, "config.yml");
  writeFileSync(
    config,
    `version: 0.1\nstorage: {filesystem: {rootdirectory: ${folder}/data}}\nhttp: {addr: "127.0.0.1:${PORT}"}\n`,
  );
  const child = spawn("docker-registry", ["serve", config], { stdio: "ignore" });
  const end = performance.now() + 5000;
  while (!(await listens())) {
    if (performance.now() > end)
      throw new Error("docker-registry does not start: apt-get install docker-registry");
    await sleep(100);
  }
  return { stop: () => child.kill() };
}

function listens(): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(PORT, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    }).once("error", () => resolve(false));
  });
}

const HOSTS = "/etc/hosts";

/** @returns what takes the name away again */
function nameAddress(address: string, host: string): () => void {
  const before = readFileSync(HOSTS, "utf8");
  if (before.includes(` ${host}`)) return () => undefined;
  appendFileSync(HOSTS, `${address} ${host}\n`);
  return () => writeFileSync(HOSTS, before);
}
