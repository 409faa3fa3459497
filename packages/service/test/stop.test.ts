import assert from "node:assert/strict";
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { writeTinyModel } from "./model.ts";
import { readAll } from "./service.ts";

const folder = await writeTinyModel();

interface Started {
  readonly child: ChildProcess;
  readonly port: number;
  /** The log, when the process has ended. */
  readonly log: Promise<string>;
}

async function start(): Promise<Started> {
  const child = fork(join(import.meta.dirname, "fixtures", "serve.ts"), [folder], {
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  const log = text(child.stdout!);
  const [url] = (await once(child, "message")) as [string];
  child.disconnect();
  return { child, port: Number(new URL(url).port), log };
}

async function opened(port: number, beginning: string): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  socket.write(beginning);
  return socket;
}

/** Until the service no longer takes connections, which is when it has begun to stop. */
async function untilStopping(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, "127.0.0.1");
    try {
      await once(socket, "connect");
    } catch {
      return;
    } finally {
      socket.destroy();
    }
  }
}

describe("a service that is told to stop", () => {
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    it(`answers a slow upload and says that it is not ready, then exits with 0 on ${signal}`, async () => {
      const { child, port, log } = await start();
      const exited = once(child, "exit");
      const upload = await opened(
        port,
        "POST /api/v2/modelos/hogar HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 15\r\n\r\nel gri",
      );
      const probe = await opened(port, "GET /readyz HTTP/1.1\r\nHost: x\r\n");
      // The answer to a third request says that the first two have been read.
      assert.match(
        await readAll(await opened(port, "GET /readyz HTTP/1.1\r\nConnection: close\r\nHost: x\r\n\r\n")),
        /^HTTP\/1\.1 200/,
      );

      child.kill(signal);
      await untilStopping(port);

      probe.write("\r\n");
      assert.match(await readAll(probe), /^HTTP\/1\.1 503 [^]*\[-\] service is not stopping/);
      upload.write("fo gotea!");
      const answer = await readAll(upload);
      assert.match(answer, /^HTTP\/1\.1 200 /);
      assert.match(answer, /connection: close/i);
      assert.match(answer, /Fontanería/);

      assert.deepEqual(await exited, [0, null]);
      assert.match(
        await log,
        new RegExp(
          `"signal":"${signal}"[^]*"http.route":"/api/v2/modelos/:model","http.response.status_code":200`,
        ),
      );
    });
  }

  it("answers a request that was on its way on an idle connection, and ends that with the answer", async () => {
    const { child, port } = await start();
    const exited = once(child, "exit");
    const idle = await opened(port, "GET /livez HTTP/1.1\r\nHost: x\r\n\r\n");
    await once(idle, "data");
    child.kill("SIGTERM");
    // Longer than a service needs that closes idle connections at once.
    await sleep(200);
    idle.write("GET /livez HTTP/1.1\r\nHost: x\r\n\r\n");
    const answer = await readAll(idle);
    assert.match(answer, /^HTTP\/1\.1 200 [^]*connection: close/iu);
    assert.deepEqual(await exited, [0, null]);
  });
});
