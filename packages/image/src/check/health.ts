import { setTimeout as sleep } from "node:timers/promises";
import { type Check, scratchFolder } from "@eslabon/link";
import type { Contents } from "../contents.ts";
import type { Healthcheck } from "../layout/image-config.ts";
import type { Container, ContainerOptions, Executed } from "../run/container.ts";
import { type BrokenFile, damagedWeights, wrongManifest } from "./broken-model.ts";

type Create = (options: Pick<ContainerOptions, "port" | "writable">) => Promise<Container>;

/** Where an image has the model's package, whichever version and name it has. */
const MODEL = "/app/model";

const NANOSECONDS = 1_000_000;
const LONGEST = 2000 * NANOSECONDS;
const PATIENCE = 30_000;
const PAUSE = 100;
const TIMES = 3;

/** Whether the image's health check is as it should be, and tells a model that answers rightly from one that does not. */
export async function checkHealth(
  create: Create,
  { model, manifest }: Contents,
  healthcheck: Healthcheck | undefined,
): Promise<readonly Check[]> {
  const { Test: [kind, ...command] = [], Interval = 0, Timeout = 0, Retries = 0 } = healthcheck ?? {};
  const declared: Check = {
    name: "health check",
    passed: kind === "CMD" && command.length > 0 && Timeout > 0 && Timeout <= LONGEST,
    detail: `${command.join(" ") || "none"}: every ${seconds(Interval)} s, within ${seconds(Timeout)} s, unhealthy after ${Retries} failures`,
  };
  if (!declared.passed) return [declared];
  using work = await scratchFolder("image");
  return [
    declared,
    await checkWhole(create, command, Timeout / NANOSECONDS),
    await checkWrong(create, command, await wrongManifest(manifest, work.path)),
    await checkDamaged(create, await damagedWeights(model.folder, manifest, work.path)),
  ];
}

/** Without a network, since it needs none. */
async function checkWhole(create: Create, command: readonly string[], most: number): Promise<Check> {
  await using container = await create({ port: false });
  await container.start();
  const all: Said[] = [];
  while (all.length < TIMES) all.push(await untilHealthSays("healthy:", container, command));
  // The machine may be busy with something else meanwhile, so that the quickest counts.
  const milliseconds = Math.min(...all.map((each) => each.milliseconds));
  return {
    name: "healthy, without a network",
    passed: all.every(({ passed }) => passed) && milliseconds <= most,
    detail: `${lastLine(all[0]!.said)}, the quickest of ${TIMES} after ${milliseconds} ms`,
    measured: { milliseconds, most },
  };
}

async function checkWrong(create: Create, command: readonly string[], broken: BrokenFile): Promise<Check> {
  await using container = await containerWith(create, broken);
  const { passed, said } = await untilHealthSays("unhealthy:", container, command);
  return {
    name: "unhealthy when the model answers wrongly",
    passed: !passed && said.includes("unhealthy:"),
    detail: lastLine(said),
  };
}

async function checkDamaged(create: Create, broken: BrokenFile): Promise<Check> {
  await using container = await containerWith(create, broken);
  const code = await Promise.race([container.ended(), sleep<undefined>(PATIENCE)]);
  return {
    name: "does not start with a damaged model",
    passed: code !== undefined && code !== 0,
    detail: code === undefined ? "it runs" : `exit code ${code}`,
  };
}

async function containerWith(create: Create, { name, path }: BrokenFile): Promise<Container> {
  const container = await create({ port: false, writable: true });
  try {
    await container.put(path, `${MODEL}/${name}`);
    await container.start();
    return container;
  } catch (error) {
    await container[Symbol.asyncDispose]();
    throw error;
  }
}

interface Said extends Executed {
  readonly milliseconds: number;
}

/** Before the service listens the health check fails without a word of it. */
async function untilHealthSays(
  word: string,
  container: Container,
  command: readonly string[],
): Promise<Said> {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const began = performance.now();
    const executed = await container.exec(command);
    const milliseconds = Math.round(performance.now() - began);
    const isSaid = executed.said.split("\n").some((line) => line.startsWith(word));
    if (isSaid || Date.now() > end) return { ...executed, milliseconds };
    await sleep(PAUSE);
  }
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}

function seconds(nanoseconds: number): number {
  return nanoseconds / NANOSECONDS / 1000;
}
