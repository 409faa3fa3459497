import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { pick } from "../../bench/random.ts";
import { MODEL, texts } from "./serving.ts";

type Random = () => number;

const METHODS = [
  "GET",
  "POST",
  "PUT",
  "DELETE",
  "OPTIONS",
  "HEAD",
  "PATCH",
  "TRACE",
  "CONNECT",
  "PROPFIND",
  "QUERY",
  "get",
  "",
];
const ADDRESSES = [
  "/api/v1/status",
  "/api/v1/modelo?texto=card",
  `/api/v2/modelos/${MODEL}`,
  `/api/v2/modelos/${MODEL}?explain=true`,
  `/api/v2/modelos/${MODEL}:batch`,
  `/api/v2/modelos/${MODEL}/feedback`,
  "/api/v2/modelos",
  "/v2",
  `/v2/models/${MODEL}/infer`,
  `/v2/models/${MODEL}/versions/0.0.0/infer`,
  "/livez",
  "/readyz?verbose",
  "/metrics",
  "/openapi.json",
  "/docs",
  "/",
];
const TYPES = [
  "application/json",
  "text/plain",
  "application/x-ndjson",
  "application/octet-stream",
  "multipart/form-data; boundary=x",
  "text/plain; charset=utf-16le",
  "x",
  "",
];
const HEADERS = [
  "Expect: 100-continue",
  "Expect: nothing",
  "Content-Encoding: gzip",
  "Accept: */*;q=0",
  "X-Request-Id: \u0001",
  "Inference-Header-Content-Length: 99999999999999999999",
  "Inference-Header-Content-Length: -1",
  "Authorization: Bearer ",
  "Connection: Upgrade\r\nUpgrade: h2c",
  "Range: bytes=0-1,2-3,-9",
  "If-None-Match: *",
  "X-Forwarded-For: ::::",
  "Traceparent: 00-0-0-00",
  "Cookie: a=b; __proto__=1",
  "Transfer-Encoding: chunked",
  "Transfer-Encoding: gzip, chunked",
  "Content-Length: 5\r\nContent-Length: 6",
];
const ODD = [
  "\0",
  "\r",
  "\n",
  "%",
  "%00",
  "%F1",
  "%2e%2e%2f",
  "..",
  "//",
  "?",
  "&",
  "#",
  "\u00ff",
  "__proto__",
  ":batch",
  "constructor",
  " ",
  "\t",
  "\ud800",
  "💣",
  "\\u0000",
  "1e999",
];

const VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  "",
  "card",
  "\0",
  [],
  {},
  [[[]]],
  { __proto__: null },
  { text: { text: 1 } },
  { toString: 1 },
];

/** What may come from anybody: requests that are nearly right, in bytes. The same for the same random numbers. */
export function oddRequest(random: Random): Buffer {
  const body = oddBody(random);
  const target = mutated(pick(ADDRESSES, random), random, 0.4);
  const length = random() < 0.9 ? `Content-Length: ${body.length}\r\n` : "";
  const type = random() < 0.9 ? `Content-Type: ${mutated(pick(TYPES, random), random, 0.1)}\r\n` : "";
  const headers = random() < 0.5 ? `${mutated(pick(HEADERS, random), random, 0.2)}\r\n` : "";
  const head = `${pick(METHODS, random)} ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${type}${length}${headers}\r\n`;
  const whole = Buffer.concat([
    Buffer.from(random() < 0.97 ? head : mutated(head, random, 1), "latin1"),
    body,
  ]);
  return random() < 0.95 ? whole : whole.subarray(0, Math.floor(random() * whole.length));
}

function oddBody(random: Random): Buffer {
  const kind = random();
  if (kind < 0.2) return Buffer.alloc(0);
  if (kind < 0.3) return Buffer.from(Array.from({ length: 64 }, () => Math.floor(random() * 256)));
  const values = Array.from({ length: 1 + Math.floor(random() * 4) }, () => oddValue(random));
  const written =
    random() < 0.5 ? JSON.stringify(values[0]) : values.map((value) => JSON.stringify(value)).join("\n");
  return Buffer.from(mutated(written, random, 0.3));
}

function oddValue(random: Random): unknown {
  const words = pick(texts, random);
  const value = random() < 0.5 ? words : pick(VALUES, random);
  return pick(
    [
      value,
      { text: value },
      [value, { text: value }],
      { id: pick(VALUES, random), label: value },
      {
        id: "1",
        inputs: [
          {
            name: "text",
            shape: [pick([1, 2, -1, 0, 1e9], random)],
            datatype: pick(["BYTES", "FP32", "X"], random),
            data: [value],
          },
        ],
        outputs: [{ name: pick(["label", "scores", "x"], random) }],
        parameters: { binary_data_output: random() < 0.5 },
      },
    ],
    random,
  );
}

/** Now and then with something put in, left out or said again. */
function mutated(part: string, random: Random, share: number): string {
  if (random() >= share) return part;
  const at = Math.floor(random() * (part.length + 1));
  const [before, after] = [part.slice(0, at), part.slice(at)];
  switch (Math.floor(random() * 4)) {
    case 0:
      return before + pick(ODD, random) + after;
    case 1:
      return before + after.slice(1);
    case 2:
      return before + after.slice(0, 3).repeat(Math.floor(random() * 50)) + after;
    default:
      return before + String.fromCharCode(Math.floor(random() * 256)) + after;
  }
}

/** Sends bytes on a connection of their own, and gives what comes back until it ends; nothing where it breaks off. */
export async function exchange(port: number, bytes: Buffer): Promise<string> {
  const socket = await open(port);
  socket.end(bytes);
  return text(socket).catch(() => "");
}

export async function open(port: number): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  return socket.on("error", () => undefined);
}
