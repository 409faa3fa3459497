import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { digestOf } from "@eslabon/oci";

interface ServerOptions {
  /** Who may publish, by the scheme that the registry asks for. */
  readonly auth?: "basic" | "bearer";
  /** How many tags it gives at a time. */
  readonly page?: number;
}

export const USER = "ana";
export const PASSWORD = "sésamo:1";
const TOKEN = "a-token";

/** A registry that speaks the distribution API and keeps all in memory, without a list of what is attached. */
export interface RegistryServer extends AsyncDisposable {
  /** `127.0.0.1:41234` */
  readonly host: string;
  readonly blobs: Map<string, Buffer>;
  /** Manifests by digest and by tag. */
  readonly manifests: Map<string, Buffer>;
  /** Requests as `PUT manifests`. */
  readonly log: string[];
}

export async function startRegistry({ auth, page = 1000 }: ServerOptions = {}): Promise<RegistryServer> {
  const blobs = new Map<string, Buffer>();
  const manifests = new Map<string, Buffer>();
  const log: string[] = [];
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", `http://${host}`);
    const [, , , kind = "token", name = ""] = url.pathname.replace("/tiny/image", "/tiny").split("/");
    const body = await buffer(request);
    log.push(`${request.method!} ${kind}`);
    if (kind === "token") {
      giveToken(request, response);
      return;
    }
    if (!isAllowed(request)) {
      challenge(response);
      return;
    }
    if (kind === "tags") {
      listTags(url, response);
      return;
    }
    const kept = { manifests, blobs }[kind];
    if (name === "uploads") {
      takeUpload(request, url, body, response);
      return;
    }
    if (kept) {
      keep(kept, decodeURIComponent(name), request.method!, body, response);
      return;
    }
    end(response, 404);
  }

  function isAllowed({ headers }: IncomingMessage): boolean {
    return auth === undefined || headers.authorization === (auth === "basic" ? basic() : `Bearer ${TOKEN}`);
  }

  function giveToken({ headers }: IncomingMessage, response: ServerResponse): void {
    end(response, headers.authorization === basic() ? 200 : 401, JSON.stringify({ token: TOKEN }));
  }

  function challenge(response: ServerResponse): void {
    const bearer = `Bearer realm="http://${host}/token",service="tiny",scope="repository:tiny/image:pull,push"`;
    response.setHeader("www-authenticate", auth === "basic" ? 'Basic realm="tiny"' : bearer);
    end(response, 401, JSON.stringify({ errors: [{ code: "UNAUTHORIZED" }] }));
  }

  function takeUpload({ method }: IncomingMessage, url: URL, body: Buffer, response: ServerResponse): void {
    if (method === "PUT") blobs.set(url.searchParams.get("digest")!, body);
    else response.setHeader("location", "/v2/tiny/image/blobs/uploads/1?state=a");
    end(response, method === "PUT" ? 201 : 202);
  }

  function listTags(url: URL, response: ServerResponse): void {
    const tags = [...manifests.keys()].filter((name) => !name.includes(":"));
    const from = Number(url.searchParams.get("from") ?? 0);
    const next = from + page;
    if (next < tags.length) response.setHeader("link", `</v2/tiny/image/tags/list?from=${next}>; rel="next"`);
    end(response, tags.length === 0 ? 404 : 200, JSON.stringify({ tags: tags.slice(from, from + page) }));
  }

  return {
    host,
    blobs,
    manifests,
    log,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function keep(
  kept: Map<string, Buffer>,
  name: string,
  method: string,
  body: Buffer,
  response: ServerResponse,
): void {
  if (method === "PUT") {
    kept.set(name, body);
    kept.set(digestOf(body), body);
    end(response, 201);
    return;
  }
  const found = kept.get(name);
  if (!found) {
    end(response, 404);
    return;
  }
  response.setHeader("docker-content-digest", digestOf(found));
  const { mediaType } = JSON.parse(found.toString().startsWith("{") ? found.toString() : "{}") as {
    mediaType?: string;
  };
  response.setHeader("content-type", mediaType ?? "application/octet-stream");
  end(response, 200, method === "HEAD" ? "" : found);
}

function basic(): string {
  const encoded = Buffer.from(`${USER}:${PASSWORD}`).toString("base64");
  return `Basic ${encoded}`;
}

function end(response: ServerResponse, status: number, body: string | Buffer = ""): void {
  response.statusCode = status;
  response.end(body);
}
