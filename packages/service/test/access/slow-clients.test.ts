import assert from "node:assert/strict";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { after, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Problem } from "@eslabon/service";
import { headAndBody, listening, readAll, tinyService } from "../service.ts";

const LIMIT = 400;
const app = await tinyService();
// Sooner than in service, for the tests' sake.
Object.assign(app.server, {
  requestTimeout: LIMIT,
  headersTimeout: LIMIT,
  connectionsCheckingInterval: 50,
  keepAliveTimeout: 200,
});
const { url, port } = await listening(app);
after(() => app.close());

/** Sends a byte now and then, so that the connection is never silent; gives what was answered in the end. */
async function drip(head: string, endless: string): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  const answer = readAll(socket);
  socket.write(head);
  while (!socket.closed && !socket.readableEnded) {
    if (socket.writable) socket.write(endless);
    await sleep(20);
  }
  return answer;
}

function assertCutOff(answer: string): void {
  const { head, body } = headAndBody(answer);
  assert.match(head, /^HTTP\/1\.1 408 /);
  assert.equal((JSON.parse(body) as Problem).code, "SERVICE_REQUEST_TIMEOUT");
}

describe("a client that keeps a connection busy", () => {
  it("has ten seconds for a request, be it its headers or its body that do not come", async () => {
    const service = await tinyService();
    const { headersTimeout, requestTimeout } = service.server;
    assert.deepEqual({ headersTimeout, requestTimeout }, { headersTimeout: 10_000, requestTimeout: 10_000 });
    await service.close();
  });

  it("with headers that never end is cut off", async () => {
    assertCutOff(await drip("GET / HTTP/1.1\r\nHost: x\r\n", "a: b\r\n"));
  });

  it("with a body that never ends is cut off", async () => {
    const head =
      "POST /api/v2/modelos/hogar HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 9999\r\n\r\n";
    assertCutOff(await drip(head, "a"));
  });

  it("a thousand times keeps nobody else from an answer", async () => {
    const sockets: Socket[] = [];
    for (let count = 0; count < 1000; count++) {
      const socket = connect(port, "127.0.0.1").on("error", () => undefined);
      socket.write("GET / HTTP/1.1\r\nHo");
      sockets.push(socket);
    }
    const response = await fetch(`${url}/api/v1/modelo?texto=grifo`);
    assert.equal(response.status, 200);
    for (const socket of sockets) socket.destroy();
  });

  it("after its answer, without asking again, is let go", async () => {
    const socket = connect(port, "127.0.0.1");
    socket.write("GET /api/v1/status HTTP/1.1\r\nHost: x\r\n\r\n");
    socket.resume();
    await once(socket, "close");
  });
});
