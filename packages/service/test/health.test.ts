import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Prediction } from "@eslabon/model";
import { model, tinyService } from "./service.ts";

const failing = [
  ["answers wrongly", (): Prediction => [{ label: "Carpintería", score: 1 }]],
  ["answers nothing", (): Prediction => []],
  [
    "cannot answer",
    (): Prediction => {
      throw new Error("no weights");
    },
  ],
] as const;

describe("health", () => {
  for (const path of ["/livez", "/readyz"]) {
    it(`${path} says ok when the model hogar answers its golden example`, async () => {
      const app = await tinyService();
      const { statusCode, body, headers } = await app.inject(path);
      assert.deepEqual([statusCode, body], [200, "ok\n"]);
      assert.equal(headers["cache-control"], "no-store");
      await app.close();
    });

    for (const [what, predict] of failing) {
      it(`${path} fails when the model ${what}`, async () => {
        const app = await tinyService({ model: { ...model, predict } });
        const { statusCode, body } = await app.inject(path);
        assert.equal(statusCode, 503);
        assert.match(body, /\[-\] model hogar answers its golden example/);
        await app.close();
      });
    }
  }

  it("lists its checks for people", async () => {
    const app = await tinyService();
    for (const query of ["?verbose", "?verbose=1"]) {
      const { body } = await app.inject(`/readyz${query}`);
      assert.equal(
        body,
        "[+] model hogar answers its golden example\n[+] service is not stopping\n[+] service answers in time\n",
      );
    }
    await app.close();
  });

  it("does without golden examples", async () => {
    const app = await tinyService({ model: { ...model, manifest: { ...model.manifest, golden: [] } } });
    assert.equal((await app.inject("/readyz")).statusCode, 200);
    await app.close();
  });
});
