import assert from "node:assert/strict";
import { execFile, execFileSync, type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { limitCpu, type CpuLimit } from "./limit-cpu.ts";
import { slowNetwork } from "./slow-network.ts";

const REPOSITORY = join(import.meta.dirname, "../..");
const BANKING = join(REPOSITORY, "bench/data/banking77");
const COMMAND = join(REPOSITORY, "packages/eslabon/bin/eslabon.js");

interface Said {
  readonly code: number;
  readonly out: string;
}

describe("eslabon diagnose names who is to blame:", () => {
  const folder = mkdtempSync(join(tmpdir(), "eslabon-diagnose-"));
  const model = join(folder, "banking");

  before(() => {
    const columns = ["--text", "text", "--label", "label", "--out", model, "--quiet"];
    execFileSync(process.execPath, [COMMAND, "train", join(BANKING, "test.jsonl"), ...columns]);
  });

  const start = async (situation = "well"): Promise<{ child: ChildProcess; url: string }> => {
    const child = fork(join(import.meta.dirname, "serve.ts"), [model, situation]);
    const ended = once(child, "exit").then(([code]) => {
      throw new Error(`the service ended with ${code}`);
    });
    const [url] = (await Promise.race([once(child, "message"), ended])) as [string];
    ended.catch(() => undefined);
    return { child, url };
  };

  const stop = async (child: ChildProcess): Promise<void> => {
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  };

  const diagnose = async (url: string, ...args: string[]): Promise<Said> => {
    const all = [COMMAND, "diagnose", url, "--data", join(BANKING, "test.jsonl"), "--quiet", ...args];
    const said = await new Promise<Said>((resolve) => {
      execFile(process.execPath, all, { cwd: folder }, (error, out) =>
        resolve({ code: typeof error?.code === "number" ? error.code : 0, out }),
      );
    });
    console.log(`\n$ ${["eslabon diagnose URL", ...args].join(" ")}\n${said.out}`);
    return said;
  };

  it("nobody, when all is well", async () => {
    const { child, url } = await start();
    const { code, out } = await diagnose(url, "--seconds", "4", "--for", "1500");
    await stop(child);
    assert.match(out, /^all well: /u);
    assert.match(out, /^1,500 requests\/s: \d+ replicas? of \S+ CPU, \d+Mi/mu);
    assert.equal(code, 0);
  });

  it("the model, when a prediction takes 200 ms", async () => {
    const { child, url } = await start("slow-model");
    const { code, out } = await diagnose(url);
    await stop(child);
    assert.match(out, /^the model is to blame: /u);
    assert.match(out, /^model: one prediction takes 2\d\d ms, 15\.0 ms are allowed/mu);
    assert.equal(code, 1);
  });

  it("the service, when its event loop is blocked", async () => {
    const { child, url } = await start("blocked");
    const { code, out } = await diagnose(url, "--seconds", "6");
    await stop(child);
    assert.match(out, /^the service is to blame: /u);
    assert.match(out, /^service: requests wait [\d,.]+ ms for the event loop/mu);
    assert.equal(code, 1);
  });

  it("the network, when the way is long", async () => {
    const { child, url } = await start();
    const { url: far, server } = await slowNetwork(Number(new URL(url).port), 100);
    const { code, out } = await diagnose(far, "--seconds", "4");
    server.close();
    await stop(child);
    assert.match(out, /^the network is to blame: /u);
    assert.match(
      out,
      /^network: \d+ ms at p95 pass outside of the service, 2\d\d ms also with a single request/mu,
    );
    assert.equal(code, 1);
  });

  it("the deployment, when it has a tenth of a CPU", async (test) => {
    let limit: CpuLimit;
    try {
      limit = await limitCpu(0.1);
    } catch (error) {
      console.log(`skipped: no group with little CPU can be made here: ${(error as Error).message}`);
      test.skip((error as Error).message);
      return;
    }
    const { child, url } = await start();
    await limit.hold(child.pid!);
    const { code, out } = await diagnose(url, "--connections", "64", "--seconds", "6");
    await stop(child);
    await limit.remove();
    assert.match(out, /^the deployment is to blame: /u);
    assert.match(out, /^deployment: CPU throttled in \d+ % of periods: limit 100m, needs about \S+$/mu);
    assert.equal(code, 1);
  });
});
