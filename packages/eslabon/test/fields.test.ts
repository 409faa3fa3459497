import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { emptyFolder, eslabon, tinyChain } from "./chain.ts";

/** Ninety rows that only their columns tell apart. */
function claims(): string {
  const kinds = [
    ["shop", "web", 10, "2026-02-02"],
    ["expert", "web", 500, "2026-02-03"],
    ["standby", "app", 10, ""],
  ] as const;
  const rows = kinds.flatMap(([place, channel, from, day]) =>
    Array.from({ length: 30 }, (_, row) =>
      [`the window ${row % 7} is broken`, place, channel, from + 7 * row, day].join(","),
    ),
  );
  return ["text,place,channel,amount,day", ...rows, "the window is broken,shop,web,,", ""].join("\n");
}

describe("columns beside the text", () => {
  let folder: string;
  const columns = ["--text", "text", "--label", "place"];
  const fields = ["channel:category", "amount:number:required", "day:date"].flatMap((field) => [
    "--field",
    field,
  ]);
  const train = ["train", "claims.csv", ...columns, ...fields, "--out", "my-model"];

  before(async () => {
    folder = await emptyFolder();
    await writeFile(join(folder, "claims.csv"), claims());
    const { code, err, out } = await eslabon(folder, [...train, "--json"]);
    assert.equal(code, 0, err);
    assert.partialDeepStrictEqual(JSON.parse(out), {
      rows: 90,
      rejected: [{ line: 92, reason: "field amount: no number" }],
    });
  });

  it("are read by evaluate without being named", async () => {
    const { out } = await eslabon(folder, ["evaluate", "my-model", "claims.csv", ...columns, "--json"]);
    assert.partialDeepStrictEqual(JSON.parse(out), { rows: 90, unanswered: 0, accuracy: 1 });
  });

  it("have to be there", async () => {
    await writeFile(join(folder, "few.csv"), "text,place,channel,day\nthe window,shop,web,2026-02-02\n");
    const { code, err } = await eslabon(folder, ["evaluate", "my-model", "few.csv", ...columns]);
    assert.equal(code, 2);
    assert.match(err, /error DATA_COLUMN_MISSING: .*“amount”/u);
  });

  it("are told to classify, which says what they did", async () => {
    const ask = async (...given: string[]): Promise<string> => {
      const args = given.flatMap((field) => ["--field", field]);
      return (await eslabon(folder, ["classify", "--model", "my-model", ...args, "the window is broken"]))
        .out;
    };
    const expert = await ask("amount=640", "channel=web", "day=2026-02-03");
    assert.match(expert, /^expert /u);
    assert.match(expert, /because of: .*amount=640/u);
    const standby = await ask("amount=40", "channel=app");
    assert.match(standby, /^standby /u);
    assert.match(standby, /because of: .*(channel=app|no day)/u);
  });

  it("are told for all lines, or for each", async () => {
    const lines = [
      '"the window is broken"',
      '{"text":"the window is broken","amount":640,"day":"2026-02-03"}',
      '{"text":"the window is broken","amount":"640"}',
    ];
    const args = ["classify", "--model", "my-model", "--field", "amount=40", "--field", "day=2026-02-02"];
    const { out, code } = await eslabon(folder, args, lines.join("\n"));
    const answers = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { classification?: { label: string }[]; error?: { code: string } });
    assert.deepEqual(
      answers.map(({ classification, error }) => classification?.[0]?.label ?? error?.code),
      ["shop", "expert", "MODEL_FIELD_TYPE"],
    );
    assert.equal(code, 1);
  });

  it("are compared with a model of the text alone", async () => {
    await eslabon(folder, ["train", "claims.csv", ...columns, "--out", "plain"]);
    const compare = ["compare", "plain", "my-model", "--on", "claims.csv"];
    const { out } = await eslabon(folder, [...compare, "--json"]);
    interface Side {
      fields: { field: string }[];
    }
    const { b, changed } = JSON.parse(out) as {
      b: { accuracy: number };
      changed: { won: { kept: { a: Side; b: Side }[] } };
    };
    assert.equal(b.accuracy, 1);
    const [won] = changed.won.kept;
    assert.deepEqual(won?.a.fields, []);
    assert.ok(won.b.fields.some(({ field }) => field === "amount"));
    assert.match((await eslabon(folder, compare)).out, /amount=\d+ \+\d/u);
  });

  it("of a dataset are compared too", async () => {
    await mkdir(join(folder, "data"));
    await writeFile(join(folder, "data/package.json"), '{ "name": "@tiny/data", "version": "1.0.0" }');
    const resources = [{ name: "test", path: "test.jsonl" }];
    const about = JSON.stringify({ roles: { text: "text", label: "place" }, resources });
    await writeFile(join(folder, "data/datapackage.json"), about);
    const row = { text: "the window is broken", place: "expert", channel: "web", amount: 640, day: null };
    await writeFile(join(folder, "data/test.jsonl"), `${JSON.stringify(row)}\n`);
    const { out } = await eslabon(folder, ["compare", "my-model", "my-model", "--on", "data", "--json"]);
    assert.partialDeepStrictEqual(JSON.parse(out), { rows: 1, a: { accuracy: 1, unanswered: 0 } });
  });

  const wrong: [what: string, args: string[], error: RegExp][] = [
    ["of an unknown type", [...train, "--field", "x:text"], /give NAME:category/u],
    ["without a type", [...train, "--field", "x"], /give NAME:category/u],
    ["that are the label", [...train, "--field", "place:category"], /error CLI_USAGE: “place”/u],
    ["that are not there", [...train, "--field", "x:number"], /error DATA_COLUMN_MISSING/u],
    ["without a value", ["classify", "--model", "my-model", "--field", "amount", "a"], /give NAME=VALUE/u],
    [
      "that the model does not read",
      ["classify", "--model", "my-model", "--field", "amonut=7", "a"],
      /error CLI_USAGE: .*“amonut”.* it reads channel, amount, day/u,
    ],
    [
      "that are no numbers",
      ["classify", "--model", "my-model", "--field", "amount=12€", "a"],
      /error MODEL_FIELD_TYPE: "amount" must be a finite number/u,
    ],
    ["that are missing", ["classify", "--model", "my-model", "a"], /error MODEL_FIELD_MISSING/u],
  ];
  for (const [what, args, error] of wrong) {
    it(`${what} are refused`, async () => {
      const { code, err } = await eslabon(folder, args);
      assert.equal(code, 2);
      assert.match(err, error);
    });
  }
});

describe("a chain with fields", () => {
  it("builds and checks each link with them", async () => {
    const root = await tinyChain();
    await writeFile(join(root, "data/claims.csv"), claims());
    await writeFile(
      join(root, "data/dataset.ts"),
      `import { category, csv, date, defineDataset, label, number, text } from "@eslabon/data";
export default defineDataset({
  title: "Claims", language: "en",
  fields: { text: text(), place: label(), channel: category(), amount: number({ required: true }), day: date() },
  sources: [csv("claims.csv", { fields: { text: "text", place: "place", channel: "channel", amount: "amount", day: "day" } })],
});
`,
    );
    await writeFile(
      join(root, "model/model.ts"),
      `import { defineModel } from "@eslabon/model";
export default defineModel({
  name: "tiny",
  fields: { channel: { type: "category" }, amount: { type: "number", required: true }, day: { type: "date" } },
  gates: { accuracy: 0.8, macroF1: 0.8, recall: 0.5 },
  golden: [{ text: "the window is broken", label: "expert", fields: { amount: 640, channel: "web", day: "2026-02-03" } }],
});
`,
    );
    const { out, err, code } = await eslabon(root, ["check", "--json"]);
    assert.equal(code, 0, out + err);
    const { out: answer } = await eslabon(root, [
      "classify",
      "--field",
      "amount=660",
      "the window is broken",
    ]);
    assert.match(answer, /^expert /u);
  });
});
