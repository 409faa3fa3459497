import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { describe, it } from "node:test";
import { startEmbedded } from "@eslabon/chain";
import { emptyFolder, ended, eslabon, listening, tinyChain } from "./chain.ts";
import { publishEmpty } from "./releases.ts";

describe("eslabon registry", () => {
  it("serves the chain's packages to npm until it is interrupted", async () => {
    const root = await tinyChain();
    await publishEmpty(root, "data", "1.0.0");
    const { child, url } = await listening(root, ["registry", "--port", "0"]);
    const found = (await (await fetch(`${url}@tiny%2fdata`)).json()) as { versions: object };
    assert.deepEqual(Object.keys(found.versions), ["1.0.0"]);
    child.kill("SIGINT");
    assert.equal(await ended(child), 130);
    await assert.rejects(fetch(url));
  });

  it("has other packages from the registry that npm is configured with, when asked to", async () => {
    await using other = await otherRegistry();
    const root = await tinyChain();
    await writeFile(join(root, ".npmrc"), `registry=${other.url}\n`);
    const { child, url } = await listening(root, ["registry", "--port", "0", "--uplink"]);
    const found = (await (await fetch(`${url}@tiny%2fmodel`)).json()) as { versions?: object };
    child.kill("SIGINT");
    await ended(child);
    assert.deepEqual(Object.keys(found.versions ?? {}), ["3.0.0"]);
  });

  it("says which port is taken", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const { code, err } = await eslabon(await tinyChain(), ["registry", "--port", String(port)]);
    server.close();
    assert.equal(code, 2);
    assert.match(
      err,
      new RegExp(`error REGISTRY_PORT_TAKEN: the registry cannot listen on port ${port}`, "u"),
    );
  });

  it("is not there where the chain has another one", async () => {
    const root = await tinyChain();
    const file = join(root, "eslabon.config.ts");
    const config = (await readFile(file, "utf8")).replace(
      'name: "tiny",',
      'name: "tiny", registries: { npm: "https://npm.example.com" },',
    );
    await writeFile(file, config);
    const { code, err } = await eslabon(root, ["registry"]);
    assert.equal(code, 2);
    assert.match(
      err,
      /error CLI_USAGE: the registry of this chain is another one, at https:\/\/npm\.example\.com/u,
    );
  });
});

async function otherRegistry(): Promise<AsyncDisposable & { url: string }> {
  const root = await emptyFolder();
  await publishEmpty(root, "model", "3.0.0");
  const { url, close } = await startEmbedded({ storage: join(root, ".eslabon/registry") });
  return { url, [Symbol.asyncDispose]: close };
}
