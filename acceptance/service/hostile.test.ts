import assert from "node:assert/strict";
import { request } from "node:http";
import type { Socket } from "node:net";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { before, describe, it } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { seededRandom } from "../../bench/random.ts";
import { figure, table } from "../../bench/markdown.ts";
import { FUZZED } from "./extent.ts";
import { record } from "./record.ts";
import { exchange, oddRequest, open } from "./requests.ts";
import { MODEL_PATH, Served, trainModel } from "./serving.ts";

const AT_ONCE = 32;
/** Memory that is free again goes back to the system only when it is needed there. */
const MOST_GROWTH = 64;
const MEGABYTE = 1_000_000;

/** Each takes bodies of its own. */
const LARGE = [
  [MODEL_PATH, "text/plain"],
  [`${MODEL_PATH}:batch`, "application/x-ndjson"],
  ["/v2/models/banking/infer", "application/json"],
] as const;

/** A line of a stack, or where the service's code is. */
const STACK = /\n {4}at |node_modules|\.ts:\d|file:\/\//u;

describe("a service that anybody can reach", () => {
  let model: string;
  before(() => {
    model = trainModel();
  });

  it(`answers ${figure(FUZZED)} odd requests, none with an error of its own, and stays as it was`, async () => {
    await using service = await Served.start(model);
    const random = seededRandom(6);
    const statuses = new Map<string, number>();
    const leaks: string[] = [];
    const send = async (requests: number): Promise<void> => {
      let sent = 0;
      const sender = async (): Promise<void> => {
        while (sent++ < requests) {
          const bytes = oddRequest(random);
          const answer = await exchange(service.port, bytes);
          const status = /^HTTP\/1\.1 (?!100)(\d{3})/mu.exec(answer)?.[1] ?? "none";
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
          if (/^[45]/u.test(status) && STACK.test(answer)) leaks.push(`${bytes.toString()}\n${answer}`);
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, sender));
    };
    await send(FUZZED / 5);
    const warm = service.memory();
    await send((FUZZED / 5) * 4);
    const growth = service.memory() - warm;
    const counts = [...statuses].sort(([one], [other]) => one.localeCompare(other));
    await record(
      "fuzzed",
      [
        `${figure(FUZZED)} requests with odd methods, addresses, headers and bodies:`,
        table(
          ["answered", "requests"],
          counts.map(([status, count]) => [status, figure(count)]),
        ),
        `“none”: the connection ended without an answer, as for a request that is torn. Memory grew by ${figure(growth)} MB after the first fifth (${figure(warm)} MB).`,
      ].join("\n\n"),
    );
    const own = counts
      .map(([status]) => status)
      .filter((status) => status.startsWith("5") && status !== "503");
    assert.deepEqual(own, []);
    assert.deepEqual(leaks, []);
    assert.ok(service.isRunning);
    assert.ok(growth < MOST_GROWTH, `memory grew by ${growth} MB`);
    await assertWell(service);
  });

  it("cuts off 500 clients that send a byte a second, and answers others meanwhile", async () => {
    await using service = await Served.start(model);
    const heads = [
      `POST ${MODEL_PATH} HTTP/1.1\r\nHost: x\r\n`,
      `POST ${MODEL_PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 500\r\n\r\n`,
      `POST ${MODEL_PATH}:batch HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\nContent-Length: 500\r\n\r\n`,
    ];
    const sockets = await Promise.all(Array.from({ length: 500 }, () => open(service.port)));
    for (const [index, socket] of sockets.entries()) socket.resume().write(heads[index % heads.length]!);
    const isThere = (socket: Socket): boolean => !socket.destroyed && socket.writable;
    const start = performance.now();
    const times: number[] = [];
    while (sockets.some(isThere) && performance.now() - start < 30_000) {
      for (const socket of sockets.filter(isThere)) socket.write("a");
      times.push(await assertWell(service));
      await wait(1000);
    }
    const seconds = (performance.now() - start) / 1000;
    for (const socket of sockets) socket.destroy();
    await record(
      "slow",
      `500 clients that send a byte a second: all cut off after ${figure(seconds)} s; meanwhile a request took ${figure(Math.max(...times))} ms at most.`,
    );
    assert.ok(seconds < 20, `they were there for ${seconds} s`);
  });

  it("refuses bodies of 50 MB without keeping them", async () => {
    await using service = await Served.start(model);
    const statuses: number[] = [];
    const sendAll = async (): Promise<number> => {
      for (const [path, type] of LARGE) {
        for (const isChunked of [true, false]) {
          statuses.push(await upload(service.url + path, type, { megabytes: 50, isChunked }));
        }
      }
      return service.memory();
    };
    const warm = await sendAll();
    const growth = (await sendAll()) - warm;
    await record(
      "large",
      `Twelve bodies of 50 MB: answered ${[...new Set(statuses)].join(", ")}; memory grew by ${figure(growth)} MB after the first half (${figure(warm)} MB).`,
    );
    assert.deepEqual(statuses, Array(12).fill(413));
    assert.ok(growth < MOST_GROWTH, `memory grew by ${growth} MB`);
    await assertWell(service);
  });

  it("takes 1,000 uploads at the same time, or says that they are too many", async () => {
    await using service = await Served.start(model);
    const statuses = new Map<number, number>();
    const rounds: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const uploads = Array.from({ length: 1000 }, (_, index) =>
        index % 2 === 0
          ? upload(service.url + MODEL_PATH, "text/plain", { megabytes: 0.019 })
          : upload(`${service.url}${MODEL_PATH}:batch`, "application/x-ndjson", { megabytes: 1 }),
      );
      for (const status of await Promise.all(uploads)) statuses.set(status, (statuses.get(status) ?? 0) + 1);
      rounds.push(service.memory());
    }
    const counts = [...statuses].map(([status, count]) => `${figure(count)} with ${status}`).join(", ");
    await record(
      "uploads",
      `Three times 1,000 uploads at once, half of them batches of 1 MB: answered ${counts}; memory after each: ${rounds.map((megabytes) => figure(megabytes)).join(", ")} MB.`,
    );
    assert.deepEqual(
      [...statuses.keys()].filter((status) => status !== 200 && status !== 503),
      [],
    );
    assert.ok(rounds.at(-1)! - rounds[0]! < MOST_GROWTH, `memory grew: ${rounds.join(", ")} MB`);
    await assertWell(service);
  });
});

/** It answers as ever; gives how long that took, in milliseconds. */
async function assertWell({ url }: Served): Promise<number> {
  const start = performance.now();
  const answer = await fetch(`${url}/api/v1/modelo?texto=I%20lost%20my%20card`);
  assert.equal(answer.status, 200);
  assert.match(await answer.text(), /^\[\["/u);
  return performance.now() - start;
}

interface Body {
  readonly megabytes: number;
  readonly isChunked?: boolean;
}

/** Sends words, and gives the status that is answered. */
async function upload(url: string, type: string, { megabytes, isChunked = false }: Body): Promise<number> {
  const size = megabytes * MEGABYTE;
  const piece = Buffer.from("lost card ".repeat(Math.min(6400, size / 10)));
  const pieces = Math.ceil(size / piece.length);
  const length = isChunked ? {} : { "content-length": pieces * piece.length };
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const sent = request(url, { method: "POST", agent: false, headers: { "content-type": type, ...length } });
  sent.once("response", (response) => {
    text(response).then(() => resolve(response.statusCode ?? 0), reject);
  });
  sent.once("error", reject);
  Readable.from(Array(pieces).fill(piece)).pipe(sent);
  return promise;
}
