import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import type { Model } from "@eslabon/model";
import type { Problem } from "@eslabon/service";
import type { FastifyInstance, LightMyRequestResponse } from "fastify";
import { model, post as postOne, tinyService } from "../service.ts";

const app = await tinyService();
after(() => app.close());

const LINES = "application/x-ndjson";
const JSON_TYPE = "application/json";

function post(
  type: string,
  payload: string | Buffer,
  { to = app, name = "hogar" }: { to?: FastifyInstance; name?: string } = {},
): Promise<LightMyRequestResponse> {
  const url = `/api/v2/modelos/${name}:batch`;
  return to.inject({ method: "POST", url, headers: { "content-type": type }, payload });
}

interface Answered {
  readonly classification?: object;
  readonly error?: Problem;
}

const linesOf = ({ body }: LightMyRequestResponse): Answered[] =>
  body
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Answered);
const outcomes = (rows: readonly Answered[]): string[] => rows.map(({ error }) => error?.code ?? "answered");
const codeOf = (response: LightMyRequestResponse): [number, string] => [
  response.statusCode,
  response.json<Problem>().code,
];

const TEXTS = ["Tengo un charco en el baño", "La lavadora no centrifuga", "La puerta no cierra"];

describe("a batch", () => {
  it("answers each text of an array as it answers a single one, in the same order", async () => {
    const answers = await post(JSON_TYPE, JSON.stringify([TEXTS[0], { texto: TEXTS[1] }, TEXTS[2]]));
    assert.equal(answers.headers["content-type"], "application/json; charset=utf-8");
    const single = await Promise.all(TEXTS.map((text) => postOne(app, "text/plain", text)));
    assert.deepEqual(
      answers.json(),
      single.map((answer) => answer.json<object>()),
    );
  });

  it("answers line by line, whether lines end as on Windows, and whether the last one ends", async () => {
    const rows = TEXTS.map((text) => JSON.stringify({ texto: text }));
    for (const body of [rows.join("\n"), `${rows.join("\r\n")}\r\n`]) {
      for (const type of [LINES, "application/jsonl", "application/ndjson; charset=utf-8"]) {
        const answer = await post(type, body);
        assert.equal(answer.headers["content-type"], LINES);
        assert.deepEqual(linesOf(answer), (await post(JSON_TYPE, `[${rows.join()}]`)).json());
      }
    }
  });

  it("says at each row what is wrong with it, and answers the others", async () => {
    const long = "a".repeat(model.manifest.limits.textLength + 1);
    const lines = [
      JSON.stringify(TEXTS[0]),
      '{"texto":',
      "",
      '{"text":"a"}',
      '{"texto":7}',
      "[]",
      '"…"',
      JSON.stringify(long),
      JSON.stringify("a".repeat(200_000)),
      '"\u2028 grifo"',
    ].map((line) => Buffer.from(`${line}\n`));
    const answer = await post(LINES, Buffer.concat([...lines, Buffer.from('"bañera"\n', "latin1")]));
    assert.equal(answer.statusCode, 200);
    assert.deepEqual(outcomes(linesOf(answer)), [
      "answered",
      "SERVICE_BODY_INVALID",
      "SERVICE_BODY_INVALID",
      "MODEL_TEXT_MISSING",
      "MODEL_TEXT_TYPE",
      "MODEL_TEXT_MISSING",
      "MODEL_TEXT_EMPTY",
      "MODEL_TEXT_TOO_LONG",
      "SERVICE_BODY_TOO_LARGE",
      "answered",
      "SERVICE_BODY_INVALID",
    ]);
    assert.partialDeepStrictEqual(linesOf(answer)[6], {
      error: { status: 400, type: "urn:eslabon:error:MODEL_TEXT_EMPTY", fix: "give at least one word" },
    });
  });

  it("may have no row", async () => {
    assert.equal((await post(JSON_TYPE, "[]")).body, "[]");
    assert.deepEqual([(await post(LINES, "")).statusCode, (await post(LINES, "")).body], [200, ""]);
  });

  it("is refused as a whole where it is no batch, too long or too large", async () => {
    const small = await tinyService({ settings: { "batch.rows": 3, "batch.bytes": 1000 } });
    assert.deepEqual(codeOf(await post(JSON_TYPE, '{"texto":"a"}')), [400, "SERVICE_BODY_INVALID"]);
    assert.deepEqual(codeOf(await post(JSON_TYPE, "[")), [400, "SERVICE_BODY_INVALID"]);
    assert.deepEqual(codeOf(await post(JSON_TYPE, "")), [400, "SERVICE_BODY_INVALID"]);
    assert.deepEqual(codeOf(await post("text/plain", "a")), [415, "SERVICE_MEDIA_TYPE"]);
    assert.deepEqual(codeOf(await post(LINES, "1", { name: "otro" })), [404, "SERVICE_MODEL_UNKNOWN"]);
    assert.deepEqual(codeOf(await post(JSON_TYPE, `["${"a".repeat(1e6)}"]`)), [
      413,
      "SERVICE_BODY_TOO_LARGE",
    ]);
    for (const [type, body] of [
      [LINES, "1\n2\n3\n4"],
      [JSON_TYPE, "[1,2,3,4]"],
    ] as const) {
      assert.deepEqual(codeOf(await post(type, body, { to: small })), [413, "SERVICE_BATCH_TOO_LONG"]);
    }
    const large = await post(LINES, "a".repeat(1001), { to: small });
    assert.deepEqual(codeOf(large), [413, "SERVICE_BODY_TOO_LARGE"]);
    assert.match(large.json<Problem>().detail, /1000/u);
    assert.equal(linesOf(await post(LINES, "1\n2\n3\n", { to: small })).length, 3);
    await small.close();
  });

  it("carries the versions, is counted text by text, and is one route to those who watch", async () => {
    const fresh = await tinyService();
    const { headers } = await post(JSON_TYPE, JSON.stringify([...TEXTS, "…"]), { to: fresh });
    assert.equal(headers["eslabon-model-version"], "1.1.0");
    assert.match(String(headers["server-timing"]), /^queue;dur=/u);
    const figures = (await fresh.inject("/metrics")).body;
    assert.match(figures, /^eslabon_classifications_total 3$/mu);
    assert.match(figures, /route="\/api\/v2\/modelos\/:model:batch"/u);
    await fresh.close();
  });

  it("does not tell what went wrong in the service, but logs it", async () => {
    const lines: string[] = [];
    const failing: Model = {
      ...model,
      predict: () => {
        throw new Error("the disk has melted");
      },
    };
    const broken = await tinyService({ model: failing, logger: { write: (line) => lines.push(line) } });
    const answer = await post(JSON_TYPE, '["grifo"]', { to: broken });
    assert.deepEqual(outcomes(answer.json()), ["SERVICE_FAILED"]);
    assert.doesNotMatch(answer.body, /melted/u);
    assert.match(lines.join(""), /melted/u);
    await broken.close();
  });
});
