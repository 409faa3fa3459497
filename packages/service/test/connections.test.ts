import assert from "node:assert/strict";
import { connect } from "node:net";
import { after, describe, it } from "node:test";
import type { Problem } from "@eslabon/service";
import { exchange, headAndBody, listening, readAll, tinyService, VERSION } from "./service.ts";

const lines: string[] = [];
const app = await tinyService({ logger: { write: (line) => lines.push(line) } });
const { url, port } = await listening(app);
after(() => app.close());

// Sooner than in service, for the tests' sake.
const impatient = await tinyService();
Object.assign(impatient.server, {
  requestTimeout: 300,
  headersTimeout: 300,
  connectionsCheckingInterval: 50,
});
const { port: impatientPort } = await listening(impatient);
after(() => impatient.close());

function assertAnswered(answer: string, status: number, code: string): void {
  const { head, body } = headAndBody(answer);
  assert.match(head, new RegExp(`^HTTP/1\\.1 ${status} `));
  assert.match(head, /content-type: application\/problem\+json/i);
  assert.match(head, new RegExp(`eslabon-service-version: ${VERSION}`));
  assert.match(head, /connection: close/i);
  assert.equal(Number(/content-length: (\d+)/i.exec(head)?.[1]), Buffer.byteLength(body));
  assert.equal((JSON.parse(body) as Problem).code, code);
}

describe("what never becomes a request", () => {
  it("is answered when it is not HTTP", async () => {
    assertAnswered(await exchange(port, "Hola, ¿hay alguien?\r\n\r\n"), 400, "SERVICE_REQUEST_MALFORMED");
  });

  it("is answered when its address is not encoded", async () => {
    const answer = await exchange(port, "GET /api/v1/modelo?texto=bañera HTTP/1.1\r\nHost: x\r\n\r\n");
    assertAnswered(answer, 400, "SERVICE_URL_INVALID");
  });

  it("is answered when its headers have no end", async () => {
    const bomb = `GET / HTTP/1.1\r\nHost: x\r\nX-Bomb: ${"a".repeat(100_000)}`;
    assertAnswered(await exchange(port, bomb), 431, "SERVICE_HEADERS_TOO_LARGE");
  });

  it("is answered when its address has no end", async () => {
    const bomb = `GET /api/v1/modelo?texto=${"a".repeat(100_000)} HTTP/1.1\r\nHost: x\r\n\r\n`;
    assertAnswered(await exchange(port, bomb), 431, "SERVICE_HEADERS_TOO_LARGE");
  });

  it("is answered when its head does not arrive", async () => {
    assertAnswered(await exchange(impatientPort, "GET / HTTP/1.1\r\nHos"), 408, "SERVICE_REQUEST_TIMEOUT");
  });

  it("is answered when its body does not arrive", async () => {
    const head =
      "POST /api/v2/modelos/hogar HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n\r\n";
    assertAnswered(await exchange(impatientPort, `${head}gri`), 408, "SERVICE_REQUEST_TIMEOUT");
  });

  it("is logged without what it says", async () => {
    lines.length = 0;
    await exchange(port, "GET /secret?María=1 NOT-HTTP\r\n\r\n");
    assert.equal(lines.length, 1);
    assert.match(lines[0]!, /"code":"SERVICE_/);
    assert.doesNotMatch(lines.join(""), /secret|Mar/);
  });
});

describe("a body of 50 MB", () => {
  const body = Buffer.alloc(50 << 20, "a");
  const head =
    "POST /api/v2/modelos/hogar HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: text/plain\r\n";

  // Whoever sends all of it before reading must still be there when the answer comes.
  it("is refused by its announced length, and the sender can read why", async () => {
    const length = `Content-Length: ${body.length}\r\n\r\n`;
    const answer = await exchange(port, Buffer.concat([Buffer.from(head + length), body]));
    assertAnswered(answer, 413, "SERVICE_BODY_TOO_LARGE");
  });

  it("is refused when it comes in chunks without a length", async () => {
    const chunked = `Transfer-Encoding: chunked\r\n\r\n${body.length.toString(16)}\r\n`;
    const end = Buffer.from("\r\n0\r\n\r\n");
    const answer = await exchange(port, Buffer.concat([Buffer.from(head + chunked), body, end]));
    assertAnswered(answer, 413, "SERVICE_BODY_TOO_LARGE");
  });

  it("is refused to fetch", async () => {
    const response = await fetch(`${url}/api/v2/modelos/hogar`, {
      method: "POST",
      headers: { "content-type": "text/plain" },
      body,
    });
    assert.equal(response.status, 413);
    assert.equal(((await response.json()) as Problem).code, "SERVICE_BODY_TOO_LARGE");
  });
});

describe("one connection", () => {
  it("goes on after an error", async () => {
    const socket = connect(port, "127.0.0.1");
    const broken =
      "POST /api/v2/modelos/hogar HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1\r\n\r\n{";
    socket.write(`${broken}GET /api/v1/status HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    const answers = await readAll(socket);
    assert.match(answers, /^HTTP\/1\.1 400 [^]+HTTP\/1\.1 200 OK[^]+OK$/);
  });
});
