import assert from "node:assert/strict";
import { METHODS } from "node:http";
import { after, describe, it } from "node:test";
import { EslabonError } from "@eslabon/link";
import type { Problem } from "@eslabon/service";
import type { InjectOptions, LightMyRequestResponse } from "fastify";
import { model, post, tinyService } from "./service.ts";

const app = await tinyService();
after(() => app.close());

const V2 = "/api/v2/modelos/hogar";

function posted(type: string, payload: string | Buffer, url = V2): InjectOptions {
  return { method: "POST", url, headers: { "content-type": type }, payload };
}

const JSON_TYPE = "application/json";
const PLAIN = "text/plain";
const long = "a".repeat(model.manifest.limits.textLength + 1);

const cases: [what: string, status: number, code: string, request: InjectOptions][] = [
  ["an unknown model", 404, "SERVICE_MODEL_UNKNOWN", posted(PLAIN, "a", "/api/v2/modelos/otro")],
  [
    "a model with an endless name",
    404,
    "SERVICE_MODEL_UNKNOWN",
    posted(PLAIN, "a", `/api/v2/modelos/${"o".repeat(2000)}`),
  ],
  [
    "an unknown model asked about with a broken body",
    404,
    "SERVICE_MODEL_UNKNOWN",
    posted(JSON_TYPE, "{", "/api/v2/modelos/otro"),
  ],
  ["an unknown address", 404, "SERVICE_ROUTE_UNKNOWN", { url: "/nada" }],
  ["an address with a slash too many", 404, "SERVICE_ROUTE_UNKNOWN", { url: "/api/v1/modelo/" }],
  ["a way out of the page's folder", 404, "SERVICE_ROUTE_UNKNOWN", { url: "/..%2fpackage.json" }],
  ["v1 without a text", 400, "MODEL_TEXT_MISSING", { url: "/api/v1/modelo" }],
  ["v1 with another parameter", 400, "MODEL_TEXT_MISSING", { url: "/api/v1/modelo?text=a" }],
  ["v1 with an empty text", 400, "MODEL_TEXT_EMPTY", { url: "/api/v1/modelo?texto=" }],
  ["v1 with two texts", 400, "MODEL_TEXT_TYPE", { url: "/api/v1/modelo?texto=a&texto=b" }],
  ["v2 without a body", 400, "MODEL_TEXT_MISSING", { method: "POST", url: V2 }],
  ["v2 by GET without a body", 400, "MODEL_TEXT_MISSING", { url: V2 }],
  ["an empty JSON body", 400, "MODEL_TEXT_MISSING", posted(JSON_TYPE, "")],
  ["an object without the field", 400, "MODEL_TEXT_MISSING", posted(JSON_TYPE, '{"text":"a"}')],
  ["JSON null", 400, "MODEL_TEXT_MISSING", posted(JSON_TYPE, "null")],
  ["a JSON list", 400, "MODEL_TEXT_MISSING", posted(JSON_TYPE, '["a"]')],
  ["a text in a prototype", 400, "MODEL_TEXT_MISSING", posted(JSON_TYPE, '{"__proto__":{"texto":"a"}}')],
  ["a text that is a number", 400, "MODEL_TEXT_TYPE", posted(JSON_TYPE, '{"texto":7}')],
  ["a text that is null", 400, "MODEL_TEXT_TYPE", posted(JSON_TYPE, '{"texto":null}')],
  ["a text without words", 400, "MODEL_TEXT_EMPTY", posted(PLAIN, " …?\n")],
  ["a text that is too long", 413, "MODEL_TEXT_TOO_LONG", posted(PLAIN, long)],
  ["a body that is too large", 413, "SERVICE_BODY_TOO_LARGE", posted(PLAIN, long.repeat(7))],
  ["torn JSON", 400, "SERVICE_BODY_INVALID", posted(JSON_TYPE, '{"texto":"a')],
  [
    "JSON that is not UTF-8",
    400,
    "SERVICE_BODY_INVALID",
    posted(JSON_TYPE, Buffer.from('"bañera"', "latin1")),
  ],
  [
    "a plain text that is not UTF-8",
    400,
    "SERVICE_BODY_INVALID",
    posted(PLAIN, Buffer.from("bañera", "latin1")),
  ],
  [
    "a plain text cut within a letter",
    400,
    "SERVICE_BODY_INVALID",
    posted(PLAIN, Buffer.from("ñ").subarray(0, 1)),
  ],
  ["an unknown charset", 415, "SERVICE_MEDIA_TYPE", posted("text/plain; charset=klingon", "a")],
  ["an unknown media type", 415, "SERVICE_MEDIA_TYPE", posted("application/xml", "<a/>")],
  ["a form", 415, "SERVICE_MEDIA_TYPE", posted("application/x-www-form-urlencoded", "texto=a")],
  ["a broken media type", 415, "SERVICE_MEDIA_TYPE", posted("nonsense", "a")],
  [
    "a body without a media type",
    415,
    "SERVICE_MEDIA_TYPE",
    { method: "POST", url: V2, payload: Buffer.from("a") },
  ],
  [
    "a compressed body",
    415,
    "SERVICE_MEDIA_TYPE",
    { method: "POST", url: V2, headers: { "content-type": PLAIN, "content-encoding": "gzip" }, payload: "a" },
  ],
  [
    "a parameter that is neither true nor false",
    400,
    "SERVICE_QUERY_INVALID",
    posted(PLAIN, "a", `${V2}?explain=perhaps`),
  ],
  ["a query that is not UTF-8", 400, "SERVICE_URL_INVALID", { url: "/api/v1/modelo?texto=ba%F1era" }],
  ["a query with a torn escape", 400, "SERVICE_URL_INVALID", { url: "/api/v1/modelo?texto=100%" }],
  ["a path that is not UTF-8", 400, "SERVICE_URL_INVALID", { url: "/api/v2/modelos/%F1" }],
];

function assertProblem(response: LightMyRequestResponse, status: number, code: string): Problem {
  assert.equal(response.headers["content-type"], "application/problem+json");
  const problem = response.json<Problem>();
  assert.deepEqual([response.statusCode, problem.code], [status, code]);
  assert.equal(problem.status, status);
  assert.equal(problem.type, `urn:eslabon:error:${code}`);
  assert.match(problem.instance ?? "", /^urn:eslabon:request:[\w-]+$/);
  for (const text of [problem.title, problem.detail, problem.fix]) assert.match(text, /\w/);
  return problem;
}

describe("a problem (RFC 9457)", () => {
  for (const [what, status, code, request] of cases) {
    it(`answers ${what} with ${status} ${code}`, async () => {
      assertProblem(await app.inject(request), status, code);
    });
  }

  it("does not repeat what was sent", async () => {
    const secrets = [
      posted(JSON_TYPE, '{"texto":"María Pérez'),
      { url: "/api/v1/modelo?texto=Mar%EDaPerez" },
    ];
    for (const request of secrets) assert.doesNotMatch((await app.inject(request)).body, /Mar|rez/);
  });

  it("names v1's own parameter, whatever the model calls its field", async () => {
    const english = { ...model, manifest: { ...model.manifest, fields: { text: "text", label: "trade" } } };
    const other = await tinyService({ model: english });
    const problem = assertProblem(await other.inject("/api/v1/modelo"), 400, "MODEL_TEXT_MISSING");
    assert.match(problem.fix, /"texto"/);
    await other.close();
  });

  it("has the identifier that a proxy gave the request, if it is one", async () => {
    const instance = async (id: string): Promise<string | undefined> =>
      (await app.inject({ url: "/nada", headers: { "x-request-id": id } })).json<Problem>().instance;
    assert.equal(await instance("abc-123"), "urn:eslabon:request:abc-123");
    assert.doesNotMatch((await instance("a b\tc")) ?? "", /a b/);
  });
});

describe("a method that an address does not have", () => {
  for (const [url, allowed] of [
    ["/api/v1/status", "GET, HEAD"],
    ["/api/v1/modelo", "GET, HEAD"],
    ["/api/v2/modelos", "GET, HEAD"],
    ["/api/v2/modelos/hogar", "GET, POST"],
    ["/livez", "GET, HEAD"],
    ["/metrics", "GET, HEAD"],
    ["/openapi.json", "GET, HEAD"],
    ["/", "GET, HEAD"],
  ] as const) {
    it(`is answered 405 with Allow: ${allowed} at ${url}`, async () => {
      const others = METHODS.filter(
        (method) => method !== "CONNECT" && !allowed.split(", ").includes(method),
      );
      for (const method of others) {
        const response = await app.inject({ method: method as "PUT", url });
        assert.equal(response.headers.allow, allowed, method);
        if (method === "HEAD") assert.equal(response.statusCode, 405);
        else assertProblem(response, 405, "SERVICE_METHOD_NOT_ALLOWED");
      }
    });
  }

  it("is refused before its body is looked at", async () => {
    const request: InjectOptions = {
      method: "PUT",
      url: V2,
      headers: { "content-type": "image/png" },
      payload: "x",
    };
    assertProblem(await app.inject(request), 405, "SERVICE_METHOD_NOT_ALLOWED");
  });
});

describe("an unexpected error", () => {
  it("is bland to the client and complete in the log", async () => {
    const lines: string[] = [];
    const failing = await tinyService({
      model: {
        ...model,
        predict: () => {
          throw new EslabonError("OTHER_CODE", "the disk has melted", "buy another", {
            cause: new Error("heat"),
          });
        },
      },
      logger: { write: (line) => lines.push(line) },
    });
    const response = await post(failing, "text/plain", "grifo");
    const { instance } = assertProblem(response, 500, "SERVICE_FAILED");
    assert.doesNotMatch(response.body, /melted|heat|OTHER/);
    const log = lines.find((line) => line.includes("melted")) ?? "";
    assert.match(log, /heat/);
    assert.match(log, /problems\.test\.ts/);
    assert.equal(
      `urn:eslabon:request:${String((JSON.parse(log) as Record<string, unknown>)["http.request.id"])}`,
      instance,
    );
    await failing.close();
  });
});
