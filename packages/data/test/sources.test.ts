import assert from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, before, describe, it } from "node:test";
import { DuckDBInstance } from "@duckdb/node-api";
import { PGlite } from "@electric-sql/pglite";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import {
  category,
  csv,
  type CsvOptions,
  date,
  fileSource,
  jsonLines,
  label,
  number,
  parquet,
  postgres,
  readRows,
  type Source,
  sqlite,
  text,
} from "@eslabon/data";
import { folderWith, newFolder } from "./make.ts";

const declared = { text: text(), label: label() };
const columns = { fields: { text: "text", label: "label" } };

async function readAll(source: Source, folder: string, fields: Parameters<typeof readRows>[1] = declared) {
  const rows = await Array.fromAsync(readRows(source, fields, folder));
  return {
    good: rows.flatMap((row) => ("values" in row ? [row.values] : [])),
    bad: rows.flatMap((row) => ("problem" in row ? [`${row.line}: ${row.problem}`] : [])),
    ids: rows.map((row) => row.id),
  };
}

async function readCsv(content: string | Uint8Array, options: Partial<CsvOptions> = {}) {
  return readAll(csv("rows.csv", { ...columns, ...options }), await folderWith({ "rows.csv": content }));
}

describe("a CSV source", () => {
  it("reads Windows-1252, semicolons and carriage returns", async () => {
    const content = Buffer.from("text;label\r\nbañera rota;Fontanería\r\n", "latin1");
    const { good } = await readCsv(content, { delimiter: ";", encoding: "windows-1252" });
    assert.deepEqual(good, [{ text: "bañera rota", label: "Fontanería" }]);
  });

  it("reads UTF-16 and passes over a byte order mark", async () => {
    const { good } = await readCsv(Buffer.from("\ufefftext,label\nbañera,a\n", "utf16le"), {
      encoding: "utf-16le",
    });
    assert.deepEqual(good, [{ text: "bañera", label: "a" }]);
  });

  it("reads quoted values with delimiters, quotes and line breaks in them", async () => {
    const { good, bad } = await readCsv('text,label\n"one, ""two""\nthree",a\nfour,b\n');
    assert.deepEqual(good, [
      { text: 'one, "two" three', label: "a" },
      { text: "four", label: "b" },
    ]);
    assert.deepEqual(bad, []);
  });

  it("rejects only the line whose quote is not closed", async () => {
    const { good, bad } = await readCsv('text,label\none,a\n"two,b\nthree,c\nfour,d\n');
    assert.deepEqual(
      good.map((row) => row.text),
      ["one", "three", "four"],
    );
    assert.deepEqual(bad, ["3: a quote is open or stands where none may"]);
  });

  it("rejects only the line whose quote is closed many lines later", async () => {
    const many = Array.from({ length: 300 }, (_, index) => `text ${index},a`).join("\n");
    const { good, bad } = await readCsv(`text,label\n"torn,b\n${many}\nlast "word",a\n`);
    assert.equal(good.length, 300);
    assert.deepEqual(
      bad.map((each) => each.split(":")[0]),
      ["2", "303"],
    );
  });

  it("rejects a torn last line and a row with too few values", async () => {
    const { good, bad } = await readCsv('text,label\none\ntwo,b\n"thr');
    assert.deepEqual(good, [{ text: "two", label: "b" }]);
    assert.deepEqual(bad, ["2: 2 values expected, 1 found", "4: a quote is open or stands where none may"]);
  });

  it("rejects a line that is not valid in its encoding", async () => {
    const { good, bad } = await readCsv(Buffer.from("text,label\nba\xf1era,a\nbath,b\n", "latin1"));
    assert.deepEqual(good, [{ text: "bath", label: "b" }]);
    assert.deepEqual(bad, ["2: not valid utf-8"]);
  });

  it("rejects a line of several megabytes and goes on", async () => {
    const { good, bad } = await readCsv(`text,label\n${"x".repeat(5 * 1024 * 1024)},a\nbath,b\n`);
    assert.deepEqual(good, [{ text: "bath", label: "b" }]);
    assert.deepEqual(bad, ["2: longer than 4 MiB"]);
  });

  it("stops with the column's name when it is missing", async () => {
    await assert.rejects(readCsv("txt,label\none,a\n"), {
      code: "DATA_COLUMN_MISSING",
      message: /“text”; it has txt, label/,
    });
  });

  it("stops with the file's name when it cannot be read, is empty or of an unknown encoding", async () => {
    const missing = readAll(csv("none.csv", columns), await newFolder());
    await assert.rejects(missing, {
      code: "DATA_FILE_UNREADABLE",
      message: /none\.csv cannot be read: ENOENT/,
    });
    await assert.rejects(readCsv(""), { code: "DATA_FILE_UNREADABLE", message: /no header line/ });
    await assert.rejects(readCsv("text,label\n", { encoding: "ebcdic" }), { message: /“ebcdic” is unknown/ });
  });
});

describe("a JSON Lines source", () => {
  const source = jsonLines("rows.jsonl", { id: "id", fields: { text: "message", label: "assigned.trade" } });
  const read = async (content: string) => readAll(source, await folderWith({ "rows.jsonl": content }));

  it("reaches into nested objects", async () => {
    const { good, ids } = await read('{"id":7,"message":"bath","assigned":{"trade":"plumber"}}\n');
    assert.deepEqual(good, [{ text: "bath", label: "plumber" }]);
    assert.deepEqual(ids, ["7"]);
  });

  it("rejects torn lines, values that are no objects, and texts that are no strings", async () => {
    const { bad } = await read(
      '{"id":1,"message":"bath","assigned":{"trade":"a"}}\n[1]\n{"id":2,"message":5,"assigned":{"trade":"a"}}\n{"id":3,"mess',
    );
    assert.deepEqual(bad, ["2: not a JSON object", "3: text: number instead of a text", "4: not valid JSON"]);
  });

  it("keeps a line separator of Unicode inside a text on its line", async () => {
    assert.equal((await read('{"id":1,"message":"a\u2028b","assigned":{"trade":"a"}}\n')).good.length, 1);
  });

  it("stops when a column is in no row", async () => {
    await assert.rejects(read('{"id":1,"text":"bath","assigned":{"trade":"a"}}\n'), {
      code: "DATA_COLUMN_MISSING",
    });
  });
});

describe("a Parquet source", () => {
  it("reads the columns", async () => {
    const folder = await newFolder();
    const connection = await (await DuckDBInstance.create(":memory:")).connect();
    await connection.run(`COPY (SELECT 'bañera' AS text, 'a' AS label) TO '${join(folder, "rows.parquet")}'`);
    assert.deepEqual((await readAll(parquet("rows.parquet", columns), folder)).good, [
      { text: "bañera", label: "a" },
    ]);
  });

  it("stops when the file is not one", async () => {
    const folder = await folderWith({ "rows.parquet": "not parquet" });
    await assert.rejects(readAll(parquet("rows.parquet", columns), folder), { code: "DATA_FILE_UNREADABLE" });
  });
});

describe("a SQLite source", () => {
  const source = sqlite("calls.db", {
    query: "SELECT id, text, label FROM calls ORDER BY id",
    id: "id",
    ...columns,
  });

  it("reads a query's rows", async () => {
    const folder = await newFolder();
    const database = new DatabaseSync(join(folder, "calls.db"));
    database.exec(
      "CREATE TABLE calls (id, text, label); INSERT INTO calls VALUES (1, 'bath', 'a'), (2, NULL, 'b')",
    );
    database.close();
    const { good, bad } = await readAll(source, folder);
    assert.deepEqual(good, [{ text: "bath", label: "a" }]);
    assert.deepEqual(bad, ["2: text: no text"]);
  });

  it("stops when the file is missing or the query fails", async () => {
    await assert.rejects(readAll(source, await newFolder()), { code: "DATA_FILE_UNREADABLE" });
    const folder = await folderWith({ "calls.db": "" });
    await assert.rejects(readAll(source, folder), {
      code: "DATA_DATABASE_FAILED",
      message: /no such table: calls/,
    });
  });
});

describe("a PostgreSQL source", () => {
  const source = postgres("claims", {
    url: "TEST_CLAIMS_URL",
    query: "SELECT * FROM claims ORDER BY id",
    id: "id",
    ...columns,
  });
  let database: PGlite;
  let server: PGLiteSocketServer;

  before(async () => {
    database = await PGlite.create();
    await database.exec("CREATE TABLE claims (id int, text text, label text)");
    await database.exec("INSERT INTO claims SELECT i, 'claim ' || i, 'a' FROM generate_series(1, 2500) AS i");
    server = new PGLiteSocketServer({ db: database, host: "127.0.0.1", port: 0 });
    await server.start();
    process.env.TEST_CLAIMS_URL = `postgres://postgres@${server.getServerConn()}/postgres?sslmode=disable`;
  });

  after(async () => {
    await server.stop();
    await database.close();
  });

  it("reads a query's rows over several batches", async () => {
    const { good, ids } = await readAll(source, ".");
    assert.equal(good.length, 2500);
    assert.deepEqual(good.at(-1), { text: "claim 2500", label: "a" });
    assert.equal(ids[0], "1");
  });

  it("stops when the query fails, the server is down or the variable is not set", async () => {
    const wrong = postgres("claims", { url: "TEST_CLAIMS_URL", query: "SELECT * FROM nothing", ...columns });
    await assert.rejects(readAll(wrong, "."), {
      code: "DATA_DATABASE_FAILED",
      message: /"nothing" does not exist/,
    });
    process.env.TEST_DOWN_URL = "postgres://postgres@127.0.0.1:1/postgres";
    const down = postgres("claims", { url: "TEST_DOWN_URL", query: "SELECT 1", ...columns });
    await assert.rejects(readAll(down, "."), { code: "DATA_DATABASE_FAILED", message: /ECONNREFUSED/ });
    const unset = postgres("claims", { url: "TEST_UNSET_URL", query: "SELECT 1", ...columns });
    await assert.rejects(readAll(unset, "."), { code: "DATA_VARIABLE_MISSING", message: /TEST_UNSET_URL/ });
  });
});

describe("values", () => {
  const fields = { ...declared, rooms: number(), day: date({ required: true }), channel: category() };
  const names = { text: "text", label: "label", rooms: "rooms", day: "day", channel: "channel" };
  const read = async (row: object) =>
    readAll(
      jsonLines("rows.jsonl", { fields: names }),
      await folderWith({ "rows.jsonl": JSON.stringify({ rooms: null, channel: null, ...row }) }),
      fields,
    );
  const full = { text: "bath", label: "a", rooms: "2,5", day: "2026/02/09", channel: " ios " };

  it("are typed by the dataset's fields", async () => {
    assert.deepEqual((await read(full)).good, [
      { text: "bath", label: "a", rooms: 2.5, day: "2026-02-09", channel: "ios" },
    ]);
    assert.equal((await read({ ...full, day: "2025-09-10T09:30:00Z" })).good[0]?.day, "2025-09-10");
  });

  for (const [field, value, problem] of [
    ["rooms", "many", "rooms: not a number"],
    ["day", "09/02/2026", "day: not a date with the year first"],
    ["day", "2026-02-30", "day: not a date with the year first"],
    ["day", null, "day: no date"],
    ["text", " .- ", "text: no text"],
    ["text", "x".repeat(20_001), "text: 20001 characters, 20000 at most"],
    ["label", " ", "label: no label"],
    ["channel", { a: 1 }, "channel: object instead of a name"],
  ] as const) {
    it(`reject a row with ${JSON.stringify(value).slice(0, 20)} as ${field}`, async () => {
      assert.deepEqual((await read({ ...full, [field]: value })).bad, [`1: ${problem}`]);
    });
  }
});

it("a file's ending chooses its kind of source", async () => {
  assert.equal(fileSource("a.CSV", columns).tabular, true);
  assert.equal(fileSource("a.ndjson", columns).tabular, false);
  assert.throws(() => fileSource("a.xlsx", columns), { code: "DATA_FILE_KIND_UNKNOWN" });
  const folder = await folderWith({ "rows.tsv": "text\tlabel\none, two\ta\n" });
  assert.equal((await readAll(fileSource("rows.tsv", columns), folder)).good[0]?.text, "one, two");
});
