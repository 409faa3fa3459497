import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { headAndBody, exchange, listening, model, post, tinyService, VERSION } from "./service.ts";

const app = await tinyService();
after(() => app.close());

const CLAIM = "Tengo un charco en el baño";

interface Answer {
  classification: { info: { count: number; max_score: number }; tokens: { token: string; score: number }[] };
  explanation?: { label: string; bias: number; words: { word: string; start: number; end: number }[] };
}

function first(body: string): string | undefined {
  return (JSON.parse(body) as Answer).classification.tokens[0]?.token;
}

const sixPlaces = (score: number): number => Number(score.toFixed(6));

describe("the first version of the API", () => {
  it("says OK", async () => {
    const { statusCode, body, headers } = await app.inject("/api/v1/status");
    assert.deepEqual([statusCode, body], [200, "OK"]);
    assert.equal(headers["content-type"], "text/plain; charset=utf-8");
  });

  it("answers every label in order, in pairs", async () => {
    const response = await app.inject("/api/v1/modelo?texto=ba%C3%B1era");
    assert.equal(response.headers["content-type"], "application/json; charset=utf-8");
    const pairs = response.json<[string, number][]>();
    assert.deepEqual(
      pairs,
      model.predict({ texto: "bañera" }).map(({ label, score }) => [label, sixPlaces(score)]),
    );
    assert.equal(pairs[0]?.[0], "Fontanería");
  });

  it("reads + as a space", async () => {
    const plus = await app.inject("/api/v1/modelo?texto=no+enfr%C3%ADa");
    const percent = await app.inject("/api/v1/modelo?texto=no%20enfr%C3%ADa");
    assert.equal(plus.body, percent.body);
  });

  it("answers HEAD without a body", async () => {
    const { statusCode, body } = await app.inject({ method: "HEAD", url: "/api/v1/modelo?texto=grifo" });
    assert.deepEqual([statusCode, body], [200, ""]);
  });

  it("does not mind a GET that names a media type and has no body, as some clients send it", async () => {
    for (const type of ["application/json", "application/x-www-form-urlencoded"]) {
      const { statusCode } = await app.inject({ url: "/api/v1/status", headers: { "content-type": type } });
      assert.equal(statusCode, 200, type);
    }
  });
});

describe("the second version of the API", () => {
  it("answers every label in order, with their number and the highest score", async () => {
    const { body, headers } = await post(app, "application/json", JSON.stringify({ texto: CLAIM }));
    const prediction = model.predict({ texto: CLAIM });
    assert.equal(headers["content-type"], "application/json; charset=utf-8");
    assert.deepEqual(JSON.parse(body), {
      classification: {
        info: { count: 3, max_score: sixPlaces(prediction[0]!.score) },
        tokens: prediction.map(({ label, score }) => ({ token: label, score: sixPlaces(score) })),
      },
    });
  });

  it("reads an object with the text field, a JSON string and a plain text alike", async () => {
    const bodies = await Promise.all([
      post(app, "application/json", JSON.stringify({ texto: CLAIM, more: "ignored" })),
      post(app, "application/json; charset=utf-8", JSON.stringify(CLAIM)),
      post(app, "application/json", JSON.stringify(CLAIM).replace("ñ", "\\u00f1")),
      post(app, "application/json", Buffer.from(`\ufeff${JSON.stringify(CLAIM)}`)),
      post(app, "text/plain", CLAIM),
      post(app, "text/plain; charset=UTF-8", CLAIM),
      post(app, 'text/plain; charset="iso-8859-1"', Buffer.from(CLAIM, "latin1")),
      post(app, "text/plain; charset=utf-16le", Buffer.from(CLAIM, "utf16le")),
    ]);
    for (const { body } of bodies) assert.equal(body, bodies[0].body);
    assert.equal(first(bodies[0].body), "Fontanería");
  });

  it("says on request which words spoke for the first label", async () => {
    const { body } = await post(app, "text/plain", CLAIM, "?explain=true");
    const { explanation } = model.explain({ texto: CLAIM });
    assert.deepEqual((JSON.parse(body) as Answer).explanation, explanation);
    for (const { word, start, end } of explanation.words) assert.equal(CLAIM.slice(start, end), word);
  });

  it("gives no reasons unasked", async () => {
    for (const query of ["", "?explain=false"]) {
      const { body } = await post(app, "text/plain", CLAIM, query);
      assert.equal("explanation" in (JSON.parse(body) as Answer), false, query);
    }
  });

  it("reads a text of the greatest length in the longest encoding", async () => {
    const text = "ñ".repeat(model.manifest.limits.textLength);
    const escaped = `{"texto":"${"\\u00f1".repeat(text.length)}"}`;
    assert.equal((await post(app, "application/json", escaped)).statusCode, 200);
  });

  it("lists its models with what is behind them", async () => {
    const { models } = (await app.inject("/api/v2/modelos")).json<{ models: Record<string, unknown>[] }>();
    assert.equal(models.length, 1);
    assert.partialDeepStrictEqual(models[0], {
      name: "hogar",
      field: "texto",
      labels: ["Carpintería", "Electrodomésticos", "Fontanería"],
      versions: { service: VERSION, model: "1.1.0", data: "1.0.1" },
    });
  });
});

describe("every answer", () => {
  it("carries the versions behind it", async () => {
    const answers = await Promise.all([
      app.inject("/api/v1/status"),
      app.inject("/api/v1/modelo?texto=grifo"),
      post(app, "text/plain", CLAIM),
      post(app, "text/plain", ""),
      app.inject("/nada"),
      app.inject("/%F1"),
      app.inject({ method: "DELETE", url: "/api/v1/status" }),
      app.inject("/livez"),
      app.inject("/"),
    ]);
    for (const { headers, statusCode } of answers) {
      assert.partialDeepStrictEqual(
        headers,
        {
          "eslabon-service-version": VERSION,
          "eslabon-model-version": "1.1.0",
          "eslabon-data-version": "1.0.1",
          "x-content-type-options": "nosniff",
        },
        `${statusCode}`,
      );
    }
  });
});

describe("on a real connection", async () => {
  const real = await tinyService();
  after(() => real.close());
  const { port } = await listening(real);

  it("GET with a body classifies it", async () => {
    const bytes = Buffer.byteLength(CLAIM);
    const answer = await exchange(
      port,
      "GET /api/v2/modelos/hogar HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
        + `Content-Type: text/plain\r\nContent-Length: ${bytes}\r\n\r\n${CLAIM}`,
    );
    const { head, body } = headAndBody(answer);
    assert.match(head, /^HTTP\/1\.1 200 /);
    assert.equal(first(body), "Fontanería");
  });
});
