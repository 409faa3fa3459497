import assert from "node:assert/strict";
import { once } from "node:events";
import { copyFile, mkdtemp, readFile } from "node:fs/promises";
import { request } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { after, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { connect, type SecureVersion, type TLSSocket } from "node:tls";
import { tinyService } from "../service.ts";

const FIXTURES = join(import.meta.dirname, "..", "fixtures", "tls");
const folder = await mkdtemp(join(tmpdir(), "eslabon-tls-"));
const certificate = join(folder, "tls.crt");
const key = join(folder, "tls.key");

async function install(name: string): Promise<void> {
  await copyFile(join(FIXTURES, `${name}.pem`), certificate);
  await copyFile(join(FIXTURES, `${name}-key.pem`), key);
}

await install("localhost");
const ca = [await readFile(join(FIXTURES, "localhost.pem")), await readFile(join(FIXTURES, "renewed.pem"))];

describe("a service with a certificate", async () => {
  const app = await tinyService({ settings: { "tls.certificate": certificate, "tls.key": key } });
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  const { port } = app.server.address() as AddressInfo;
  after(() => app.close());

  const greet = async (version?: SecureVersion): Promise<TLSSocket> => {
    const versions = version && { minVersion: version, maxVersion: version };
    const socket = connect({ host: "127.0.0.1", port, ca, servername: "localhost", ...versions });
    await once(socket, "secureConnect");
    return socket;
  };
  const ask = async (path: string): Promise<{ status: number; headers: object; body: string }> => {
    const [response] = (await once(request(`${url}${path}`, { ca, agent: false }).end(), "response")) as [
      import("node:http").IncomingMessage,
    ];
    return { status: response.statusCode ?? 0, headers: response.headers, body: await text(response) };
  };

  it("answers encrypted, and tells browsers to stay with it", async () => {
    assert.match(url, /^https:/);
    const { status, headers, body } = await ask("/api/v1/status");
    assert.deepEqual([status, body], [200, "OK"]);
    assert.match((headers as Record<string, string>)["strict-transport-security"]!, /^max-age=31536000/);
  });

  it("speaks TLS 1.2 and 1.3, and nothing older", async () => {
    for (const version of ["TLSv1.2", "TLSv1.3"] as const) {
      const socket = await greet(version);
      assert.equal(socket.getProtocol(), version);
      socket.destroy();
    }
    await assert.rejects(greet("TLSv1.1"));
  });

  it("does not answer who does not encrypt", async () => {
    await assert.rejects(fetch(`http://127.0.0.1:${port}/api/v1/status`));
  });

  it("takes a renewed certificate without a restart, and no broken one", async () => {
    const subject = async (): Promise<string> => {
      const socket = await greet();
      const { CN } = socket.getPeerCertificate().subject;
      socket.destroy();
      return String(CN);
    };
    const kept = await greet();
    assert.equal(await subject(), "localhost");
    await copyFile(join(FIXTURES, "README.md"), certificate);
    await sleep(1200);
    assert.equal(await subject(), "localhost");
    await install("renewed");
    while ((await subject()) !== "renewed") await sleep(100);
    kept.write("GET /api/v1/status HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assert.match(await text(kept), /^HTTP\/1\.1 200/);
  });
});
