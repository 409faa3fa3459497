import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, it } from "node:test";
import { askRunning } from "@eslabon/chain";

describe("asking a service for its versions", () => {
  let server: Server | undefined;

  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
    server = undefined;
  });

  async function serve(answer: RequestListener): Promise<string> {
    server = createServer(answer).listen(0, "127.0.0.1");
    await once(server, "listening");
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  it("reads them from the headers of its status, below the path of the URL", async () => {
    const url = await serve((request, response) => {
      const found = request.url === "/hogar/api/v1/status";
      response.writeHead(
        found ? 200 : 404,
        found ? { "eslabon-service-version": "1.1.0", "eslabon-model-version": "1.2.0" } : {},
      );
      response.end("OK");
    });
    const versions = { model: "1.2.0", service: "1.1.0" };
    assert.deepEqual(await askRunning(`${url}/hogar`), { url: `${url}/hogar`, versions });
    assert.deepEqual((await askRunning(`${url}/hogar/`)).versions, versions);
    assert.match((await askRunning(url)).error!, /^404, without the headers/u);
  });

  it("says why there are none", async () => {
    const url = await serve(() => undefined);
    assert.deepEqual(await askRunning(url, 50), { url, error: "no answer in 0.05 s" });
    server!.closeAllConnections();
    server!.close();
    assert.equal((await askRunning(url)).error, "ECONNREFUSED");
  });
});
