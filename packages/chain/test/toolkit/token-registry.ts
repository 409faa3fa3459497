// A Verdaccio of its own, as a team has one: who wants to read or publish needs a token. Started with a folder; says its URL.
import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { runServer } from "verdaccio";

const [storage = ""] = process.argv.slice(2);
const users = { access: "$authenticated", publish: "$authenticated" };
const server = (await runServer({
  self_path: join(storage, "config.yaml"),
  storage,
  secret: "0123456789abcdef0123456789abcdef",
  auth: { htpasswd: { file: join(storage, "htpasswd") } },
  uplinks: {},
  packages: { "**": users },
  log: { type: "stderr", format: "json", level: "fatal" },
  web: { enable: false },
  middlewares: {},
})) as Server;
server.listen(0, "127.0.0.1");
await once(server, "listening");
process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}/\n`);
