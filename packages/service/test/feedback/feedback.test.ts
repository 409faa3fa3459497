import assert from "node:assert/strict";
import { appendFile, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import type { Problem } from "@eslabon/service";
import type { FastifyInstance, LightMyRequestResponse } from "fastify";
import { FeedbackFile } from "../../src/feedback/feedback-file.ts";
import { RecentAnswers } from "../../src/feedback/recent-answers.ts";
import { model, post, tinyService, VERSION } from "../service.ts";

const place = async (): Promise<string> =>
  join(await mkdtemp(join(tmpdir(), "eslabon-feedback-")), "labels.jsonl");

interface Line {
  readonly id: string;
  readonly label: string;
  readonly time: string;
  readonly [name: string]: unknown;
}

async function linesOf(file: string): Promise<Line[]> {
  const text = await readFile(file, "utf8");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Line);
}

function say(
  app: FastifyInstance,
  body: unknown,
  url = "/api/v2/modelos/hogar/feedback",
): Promise<LightMyRequestResponse> {
  return app.inject({
    method: "POST",
    url,
    headers: { "content-type": "application/json" },
    payload: typeof body === "string" ? body : JSON.stringify(body),
  });
}

const codeOf = (response: LightMyRequestResponse): [number, string] => [
  response.statusCode,
  response.json<Problem>().code,
];

async function answered(app: FastifyInstance, text: string): Promise<string> {
  return String((await post(app, "text/plain", text)).headers["x-request-id"]);
}

describe("a label that a person chose", () => {
  it("is on the disk before it is confirmed, with what was asked and answered, and no personal data", async () => {
    const file = await place();
    const app = await tinyService({ settings: { "feedback.file": file } });
    const id = await answered(app, "Gotea el grifo, llamar al 612 345 678");
    const response = await say(app, { id, label: "Carpintería" });
    assert.deepEqual([response.statusCode, response.json()], [200, { id, label: "Carpintería" }]);
    const [line, ...more] = await linesOf(file);
    assert.deepEqual(more, []);
    const { time, proposed, ...rest } = line!;
    assert.deepEqual(rest, {
      id,
      model: "hogar",
      input: { texto: "Gotea el grifo, llamar al [PHONE]" },
      label: "Carpintería",
      versions: { service: VERSION, model: "1.1.0", data: "1.0.1" },
    });
    assert.equal((proposed as { label: string }).label, "Fontanería");
    assert.ok(!Number.isNaN(Date.parse(time)));
    await app.close();
  });

  it("may be said again, and changes nothing then, not even after a restart", async () => {
    const file = await place();
    const settings = { "feedback.file": file };
    const app = await tinyService({ settings });
    const id = await answered(app, "grifo");
    const same = Array.from({ length: 20 }, () => say(app, { id, label: "Fontanería" }));
    for (const response of await Promise.all(same)) assert.equal(response.statusCode, 200);
    await app.close();
    const restarted = await tinyService({ settings });
    assert.equal((await say(restarted, { id, label: "Fontanería" })).statusCode, 200);
    assert.deepEqual(codeOf(await say(restarted, { id, label: "Carpintería" })), [
      409,
      "SERVICE_FEEDBACK_CONFLICT",
    ]);
    assert.equal((await linesOf(file)).length, 1);
    await restarted.close();
  });

  it("is for answers of both versions of the API", async () => {
    const file = await place();
    const app = await tinyService({ settings: { "feedback.file": file } });
    const v1 = await app.inject({
      url: "/api/v1/modelo?texto=grifo",
      headers: { "x-request-id": "of-proxy" },
    });
    assert.equal(v1.headers["x-request-id"], "of-proxy");
    const explained = await post(app, "application/json", '{"texto":"puerta","other":1}', "?explain=true");
    for (const id of ["of-proxy", explained.headers["x-request-id"]]) {
      assert.equal((await say(app, { id, label: "Carpintería" })).statusCode, 200);
    }
    assert.deepEqual(
      (await linesOf(file)).map(({ input }) => input),
      [{ texto: "grifo" }, { texto: "puerta" }],
    );
    await app.close();
  });

  it("is recorded once each when many people speak at once", async () => {
    const file = await place();
    const app = await tinyService({ settings: { "feedback.file": file } });
    const ids = await Promise.all(Array.from({ length: 50 }, () => answered(app, "grifo")));
    await Promise.all(
      ids.flatMap((id) => [say(app, { id, label: "Fontanería" }), say(app, { id, label: "Carpintería" })]),
    );
    const lines = await linesOf(file);
    assert.deepEqual(lines.map(({ id }) => id).sort(), [...ids].sort());
    await app.close();
  });

  it("is refused where nobody records it", async () => {
    const app = await tinyService();
    const id = await answered(app, "grifo");
    assert.deepEqual(codeOf(await say(app, { id, label: "Fontanería" })), [404, "SERVICE_ROUTE_UNKNOWN"]);
    await app.close();
  });
});

describe("feedback that cannot be", async () => {
  const app = await tinyService({ settings: { "feedback.file": await place(), "feedback.answers": 2 } });
  const old = await answered(app, "grifo");
  const id = await answered(app, "grifo");
  const failed = String((await post(app, "text/plain", "…")).headers["x-request-id"]);
  await answered(app, "puerta");
  const label = "Fontanería";
  const cases: [what: string, status: number, code: string, body: unknown, url?: string][] = [
    ["of an answer that nobody gave", 404, "SERVICE_ANSWER_UNKNOWN", { id: "0", label }],
    ["of an answer that is forgotten", 404, "SERVICE_ANSWER_UNKNOWN", { id: old, label }],
    ["of an error", 404, "SERVICE_ANSWER_UNKNOWN", { id: failed, label }],
    ["with a label that is none", 400, "SERVICE_FEEDBACK_INVALID", { id, label: "Jardinería" }],
    ["without a label", 400, "SERVICE_FEEDBACK_INVALID", { id }],
    ["without an id", 400, "SERVICE_FEEDBACK_INVALID", { label }],
    ["with an id that is a number", 400, "SERVICE_FEEDBACK_INVALID", { id: 7, label }],
    ["that is a list", 400, "SERVICE_FEEDBACK_INVALID", []],
    ["that is empty", 400, "SERVICE_FEEDBACK_INVALID", ""],
    ["that is torn", 400, "SERVICE_BODY_INVALID", '{"id":'],
    ["for another model", 404, "SERVICE_MODEL_UNKNOWN", { id, label }, "/api/v2/modelos/coches/feedback"],
  ];
  for (const [what, status, code, body, url] of cases) {
    it(`${what} is answered ${status} ${code}`, async () => {
      const response = await say(app, body, url);
      assert.deepEqual(codeOf(response), [status, code]);
      assert.doesNotMatch(response.body, /Jardiner/);
    });
  }

  it("is known from feedback that can", async () => {
    assert.equal((await say(app, { id, label })).statusCode, 200);
    await app.close();
  });
});

describe("the file of labels", () => {
  it("is gone on with where a machine stopped in the middle of a line", async () => {
    const file = await place();
    await writeFile(file, '{"id":"a","label":"x"}\n{"id":"b","la');
    const labels = await FeedbackFile.open(file);
    assert.equal(await labels.record({ id: "a", label: "x" }), "known");
    assert.equal(await labels.record({ id: "b", label: "y" }), "new");
    await labels.close();
    assert.equal(
      await readFile(file, "utf8"),
      '{"id":"a","label":"x"}\n{"id":"b","la\n{"id":"b","label":"y"}\n',
    );
    await appendFile(file, '{"id":"c","label":"z"}');
    const again = await FeedbackFile.open(file);
    assert.equal(await again.record({ id: "c", label: "y" }), "conflict");
    assert.equal(await again.record({ id: "d", label: "y" }), "new");
    await again.close();
    assert.match(await readFile(file, "utf8"), /"z"\}\n\{"id":"d","label":"y"\}\n$/u);
  });
});

describe("recent answers", () => {
  const answer = (id: string, texto: string) => ({ id, time: "", input: { texto }, answer: [] });

  it("are bounded by what their texts need, not only by their number", () => {
    const recent = new RecentAnswers(10_000);
    const text = "a".repeat(model.manifest.limits.textLength);
    for (let index = 0; index < 1000; index++) recent.add(answer(String(index), text));
    const kept = Array.from({ length: 1000 }, (_, index) => recent.find(String(index))).filter(
      Boolean,
    ).length;
    assert.equal(kept, Math.floor(8_000_000 / text.length));
    assert.ok(recent.find("999"));
  });

  it("are the last ones of an id that came twice", () => {
    const recent = new RecentAnswers(2);
    for (const [id, text] of [
      ["a", "1"],
      ["b", "2"],
      ["a", "3"],
      ["c", "4"],
    ] as const)
      recent.add(answer(id, text));
    assert.deepEqual(
      ["a", "b", "c"].map((id) => recent.find(id)?.input.texto),
      ["3", undefined, "4"],
    );
  });
});
