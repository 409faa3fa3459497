import assert from "node:assert/strict";
import { cp, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { digestText } from "@eslabon/link";
import { loadModel } from "@eslabon/model";
import { newKey } from "@eslabon/service";
import { figure } from "../../bench/markdown.ts";
import { record } from "./record.ts";
import { MODEL_PATH, scratch, Served, texts, trainModel } from "./serving.ts";

const CALLERS = 16;

/** Longer than a file's change stays unseen, in milliseconds. */
const A_WHILE = 2500;

interface Answer {
  readonly status: number;
  readonly version: string | null;
}

interface Callers {
  /** Waits for what is on its way; gives each caller's answers in order. */
  readonly end: () => Promise<Answer[][]>;
}

/** Callers that ask again and again, each time with the key that they have then. */
function callers(url: string, key: () => string): Callers {
  let goesOn = true;
  const call = async (_: unknown, caller: number): Promise<Answer[]> => {
    const answers: Answer[] = [];
    let asked = caller;
    while (goesOn) {
      asked += CALLERS;
      const response = await fetch(url + MODEL_PATH, {
        method: "POST",
        headers: { "content-type": "text/plain", authorization: `Bearer ${key()}` },
        body: texts[asked % texts.length]!,
      });
      await response.arrayBuffer();
      answers.push({ status: response.status, version: response.headers.get("eslabon-model-version") });
    }
    return answers;
  };
  const calling = Promise.all(Array.from({ length: CALLERS }, call));
  return {
    end: () => {
      goesOn = false;
      return calling;
    },
  };
}

const failed = (answers: readonly Answer[][]): Answer[] =>
  answers.flat().filter(({ status }) => status !== 200);

describe("under load, without a failed request,", () => {
  let model: string;
  before(() => {
    model = trainModel();
  });

  it("an API key is rotated", async () => {
    const keys = join(scratch, "keys");
    const [old, next] = [newKey("portal", ["classify"]), newKey("portal", ["classify"])];
    await writeFile(keys, `${old.line}\n`);
    await using service = await Served.start(model, { ESLABON_ACCESS_KEYS: keys });
    let key = old.key;
    const load = callers(service.url, () => key);
    await wait(A_WHILE);
    await writeFile(keys, `${old.line}\n${next.line}\n`);
    key = next.key;
    await wait(A_WHILE);
    await writeFile(keys, `${next.line}\n`);
    await wait(A_WHILE);
    const answers = await load.end();
    const refused = await statusWith(service.url, old.key);
    await record(
      "key",
      `${figure(answers.flat().length)} requests of ${CALLERS} callers while their API key was rotated; failed: ${failed(answers).length}. The old key is answered ${refused} then.`,
    );
    assert.deepEqual(failed(answers), []);
    assert.equal(refused, 401);
  });

  it("a model is swapped, and swapped again by SIGHUP, while a broken one is not taken", async () => {
    const served = join(scratch, "swapped");
    await cp(model, served, { recursive: true });
    await using service = await Served.start(served);
    const load = callers(service.url, () => "");
    await wait(A_WHILE);
    await replace(served, "0.0.1", model);
    await wait(A_WHILE);
    await writeFile(join(served, "model.json"), "{");
    await wait(A_WHILE);
    await replace(served, "0.0.2", model);
    service.signal("SIGHUP");
    await wait(A_WHILE);
    const answers = await load.end();
    const versions = [...new Set(answers.flat().map(({ version }) => version))];
    await record(
      "model",
      `${figure(answers.flat().length)} requests of ${CALLERS} callers while their model became ${versions.join(", then ")}, with a broken one in between; failed: ${failed(answers).length}.`,
    );
    assert.deepEqual(failed(answers), []);
    assert.deepEqual(versions, ["0.0.0", "0.0.1", "0.0.2"]);
    for (const each of answers) {
      const order = each.map(({ version }) => version);
      assert.deepEqual(order, order.toSorted(), "a caller got an older version after a newer one");
    }
  });
});

/** The same model under another version, whose manifest appears at once. */
async function replace(folder: string, version: string, model: string): Promise<void> {
  const { manifest } = await loadModel(model);
  const next = { ...manifest, version };
  const file = join(folder, "next.json");
  await writeFile(
    file,
    `${JSON.stringify({ ...next, checksum: digestText(JSON.stringify(next)) }, null, 2)}\n`,
  );
  await rename(file, join(folder, "model.json"));
}

async function statusWith(url: string, key: string): Promise<number> {
  const { status } = await fetch(`${url}/api/v2/modelos`, { headers: { authorization: `Bearer ${key}` } });
  return status;
}
