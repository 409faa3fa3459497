import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

export interface EmbeddedRegistry {
  readonly url: string;
  readonly close: () => Promise<void>;
}

export interface EmbeddedOptions {
  /** The folder, absolute, in which it keeps its packages. */
  readonly storage: string;
  /** A free port unless given. */
  readonly port?: number;
  /** The registry that has all other packages; without it there are none. */
  readonly uplink?: string;
}

/**
 * Starts a Verdaccio in this process, for this machine only. Who can reach it may publish: it is the project's own folder
 * with npm's protocol in front of it. A version that is there is never overwritten.
 */
export async function startEmbedded({
  storage,
  port = 0,
  uplink,
}: EmbeddedOptions): Promise<EmbeddedRegistry> {
  await mkdir(storage, { recursive: true });
  const { runServer } = await import("verdaccio");
  const all = { access: "$all", publish: "$all" };
  const server = (await runServer({
    self_path: join(storage, "config.yaml"),
    storage,
    auth: { htpasswd: { file: join(storage, "htpasswd"), max_users: -1 } },
    uplinks: uplink === undefined ? {} : { npm: { url: uplink, maxage: "1h", timeout: "60s", cache: false } },
    packages: { "**": uplink === undefined ? all : { ...all, proxy: "npm" } },
    log: { type: "stderr", format: "json", level: "fatal" },
    web: { enable: false },
    middlewares: {},
    max_body_size: "4gb",
  })) as Server;
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
