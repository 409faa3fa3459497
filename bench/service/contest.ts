import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { progress } from "../command.ts";
import { percent } from "../markdown.ts";
import type { Row } from "../model/sets.ts";
import { median } from "../statistics.ts";
import type { Contestant, Material } from "./contestants.ts";
import { type Load, send } from "./load.ts";
import { usageOf } from "./processes.ts";
import { freePort, type Running, whileRunning } from "./running.ts";

export interface Contest {
  readonly contestants: readonly Contestant[];
  readonly material: Material;
  readonly rows: readonly Row[];
  readonly load: Load;
  readonly rounds: number;
  /** A scratch folder. */
  readonly work: string;
  readonly signal: AbortSignal;
}

/** What one contestant achieved in one round. */
export interface Round {
  readonly requestsPerSecond: number;
  readonly p50Milliseconds: number;
  readonly p99Milliseconds: number;
  /** Of all its processes, for one request. */
  readonly cpuMicroseconds: number;
  /** Of all its processes, after the load. */
  readonly residentBytes: number;
  /** From the start of its first process to its first answer. */
  readonly startMilliseconds: number;
  /** The share of questions whose first label was the right one; undefined where nobody thinks. */
  readonly right: number | undefined;
  readonly answerBytes: number;
}

export interface Result {
  readonly contestant: string;
  readonly title: string;
  readonly rounds: readonly Round[];
}

/** Of the test rows, which stand label after label, so many are passed over until one is asked to see whether the answers are right. */
const STEP = 10;

/** The least share of right answers of one who does the same work as the others. */
const FEWEST_RIGHT = 0.8;

/** Round after round, all contestants one after the other, so that what else the machine does meets all of them. */
export async function holdContest(contest: Contest): Promise<Result[]> {
  const { contestants, rounds } = contest;
  const results = contestants.map(({ name, title }) => ({ contestant: name, title, rounds: [] as Round[] }));
  for (let round = 1; round <= rounds; round++) {
    for (const [index, contestant] of contestants.entries()) {
      progress(`round ${round} of ${rounds}: ${contestant.title}`);
      results[index]!.rounds.push(await play(contestant, contest));
    }
  }
  return results;
}

/** What the contestant says to a text, as it is sent. */
export async function answerTo(text: string, contestant: Contestant, contest: Contest): Promise<string> {
  return start(contestant, contest, (url) => ask(url, contestant, text, contest.signal));
}

async function play(contestant: Contestant, contest: Contest): Promise<Round> {
  const { rows, load, work, signal } = contest;
  const questions = join(work, `${contestant.name}.jsonl`);
  const lines = rows.map(({ text }) => JSON.stringify(contestant.question(text)));
  await writeFile(questions, `${lines.join("\n")}\n`);
  return start(contestant, contest, async (url, { pid, startMilliseconds }) => {
    const answered = await checkAnswers(url, contestant, contest);
    await send(url, questions, load, load.warmUpSeconds, signal);
    const before = await usageOf(pid);
    const { requests, seconds, p50Milliseconds, p99Milliseconds } = await send(
      url,
      questions,
      load,
      load.seconds,
      signal,
    );
    const after = await usageOf(pid);
    return {
      requestsPerSecond: requests / seconds,
      p50Milliseconds,
      p99Milliseconds,
      cpuMicroseconds: ((after.cpuSeconds - before.cpuSeconds) / requests) * 1e6,
      residentBytes: after.bytes,
      startMilliseconds,
      ...answered,
    };
  });
}

async function start<T>(
  contestant: Contestant,
  { material, rows, work, signal }: Contest,
  use: (url: string, running: Running) => Promise<T>,
): Promise<T> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}${contestant.path}`;
  const command = contestant.command(material, port);
  const log = join(work, `${contestant.name}.log`);
  const first = (): Promise<string> => ask(url, contestant, rows[0]!.text, signal);
  return whileRunning(command, { log, signal, first }, (running) => use(url, running));
}

async function checkAnswers(
  url: string,
  contestant: Contestant,
  { rows, signal }: Contest,
): Promise<Pick<Round, "right" | "answerBytes">> {
  const asked = rows.filter((_, index) => index % STEP === 0);
  const answers: string[] = [];
  for (const { text } of asked) answers.push(await ask(url, contestant, text, signal));
  const answerBytes = median(answers.map((answer) => Buffer.byteLength(answer)));
  const { firstLabel, title } = contestant;
  if (!firstLabel) return { right: undefined, answerBytes };
  const right = asked.filter(
    ({ label }, index) => firstLabel(JSON.parse(answers[index]!) as never) === label,
  );
  const share = right.length / asked.length;
  if (share < FEWEST_RIGHT) throw new Error(`${title} answered only ${percent(share)} of the texts rightly`);
  return { right: share, answerBytes };
}

async function ask(
  url: string,
  { question }: Contestant,
  text: string,
  signal: AbortSignal,
): Promise<string> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(question(text)),
    signal,
  });
  const body = await response.text();
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${body}`);
  return body;
}
