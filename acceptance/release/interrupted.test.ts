import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { after, before, describe, it } from "node:test";
import { git } from "../../packages/chain/test/repository.ts";
import { type TinyProject, tinyProject } from "../../packages/chain/test/toolkit/tiny-project.ts";

const MAIN = join(import.meta.dirname, "../../packages/chain/test/toolkit/main.ts");
const MOMENTS = 20;

/** What a release said, and how many milliseconds after its start. */
interface Said {
  readonly line: string;
  readonly at: number;
}

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly said: readonly Said[];
}

describe(`a release that is killed at ${MOMENTS} random moments`, () => {
  let project: TinyProject;
  /** The steps of a whole release: how long each takes, the time before the first one included. */
  let steps: readonly number[];
  const rows = ["one", "two"];

  before(async () => {
    project = await tinyProject();
    const began = performance.now();
    const { said } = await release();
    const times = [0, ...said.map(({ at }) => at), performance.now() - began];
    steps = times.slice(1).map((time, index) => time - times[index]!);
  });
  after(() => project.registry[Symbol.asyncDispose]());

  /**
   * Releases in a process of its own, as a person does.
   *
   * @param kill after how many of its steps, and how many milliseconds later, it is killed with all that it has started
   */
  async function release(kill?: { readonly step: number; readonly later: number }): Promise<Ended> {
    const began = performance.now();
    const args = ["--conditions=@eslabon/source", MAIN, "release", "data"];
    const child = spawn(process.execPath, args, { cwd: project.root, detached: true });
    const ended = once(child, "close");
    let out = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
    const said: Said[] = [];
    const killIf = async (): Promise<void> => {
      if (said.length !== kill?.step) return;
      await setTimeout(kill.later);
      try {
        process.kill(-child.pid!, "SIGKILL");
      } catch {
        // It had ended.
      }
    };
    const killed = [killIf()];
    for await (const line of createInterface({ input: child.stderr })) {
      said.push({ line, at: performance.now() - began });
      killed.push(killIf());
    }
    await Promise.all(killed);
    const [code] = (await ended) as [number | null];
    return { code, out, said };
  }

  it("ends each time with one artifact and one tag when it is asked for again", async () => {
    const seen: string[] = [];
    for (let index = 0; index < MOMENTS; index++) {
      const version = `1.${index + 1}.0`;
      rows.push(`row ${index}`);
      await project.rows("data", ...rows);
      const step = index % steps.length;
      const later = randomInt(Math.ceil(steps[step]!) + 1);
      const killed = await release({ step, later });
      const reached = killed.said.at(-1)?.line ?? "starting";
      const resumed = killed.code === 0 ? killed : await release();
      assert.equal(resumed.code, 0, `killed ${later} ms after “${reached}”:\n${JSON.stringify(resumed)}`);

      assert.equal((JSON.parse(resumed.out) as { version: string }).version, version);
      assert.ok((await project.published("data")).includes(version), version);
      assert.equal((await project.published("data")).length, index + 2);
      const commit = await git(project.root, "rev-parse", "HEAD");
      for (const folder of [project.root, project.remote]) {
        assert.equal((await project.tags(folder)).length, index + 2);
        assert.equal(await git(folder, "rev-parse", `data@${version}^{commit}`), commit);
        await git(folder, "merge-base", "--is-ancestor", commit, "main");
      }
      seen.push(`${reached} + ${later} ms${killed.code === 0 ? ", when it had ended" : ""}`);
    }
    process.stdout.write(`killed at\n  ${seen.join("\n  ")}\n`);
  });
});
