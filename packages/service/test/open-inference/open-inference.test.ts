import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { loadModel } from "@eslabon/model";
import { writeFieldsModel } from "../fields-model.ts";
import { model, tinyService, VERSION } from "../service.ts";
import { type Answer, app, assertError, infer, type Tensor, texts } from "./ask.ts";

after(() => app.close());

const CLAIMS = ["Tengo un charco en el baño", "La lavadora no centrifuga"];

describe("the Open Inference Protocol", () => {
  it("says what the service is, and that it and its model are there", async () => {
    const get = async (url: string): Promise<[number, unknown]> => {
      const response = await app.inject(url);
      assert.equal(response.headers["content-type"], "application/json", url);
      return [response.statusCode, response.json()];
    };
    const server = { name: "eslabon", version: VERSION, extensions: ["binary_tensor_data"] };
    assert.deepEqual(await get("/v2"), [200, server]);
    assert.deepEqual(await get("/v2/health/live"), [200, { live: true }]);
    assert.deepEqual(await get("/v2/health/ready"), [200, { ready: true }]);
    const ready = { name: "hogar", ready: true };
    assert.deepEqual(await get("/v2/models/hogar/ready"), [200, ready]);
    assert.deepEqual(await get("/v2/models/hogar/versions/1.1.0/ready"), [200, ready]);
    const [, metadata] = await get("/v2/models/hogar/versions/1.1.0");
    assert.deepEqual(await get("/v2/models/hogar"), [200, metadata]);
    assert.deepEqual(metadata, {
      name: "hogar",
      versions: ["1.1.0"],
      platform: "eslabon_linear",
      inputs: [{ name: "texto", datatype: "BYTES", shape: [-1] }],
      outputs: [
        { name: "label", datatype: "BYTES", shape: [-1] },
        { name: "labels", datatype: "BYTES", shape: [-1, 3] },
        { name: "scores", datatype: "FP64", shape: [-1, 3] },
      ],
    });
  });

  it("answers the request of KServe's page on text classification as it stands there", async () => {
    const body =
      '{"inputs": [{"name": "input-0", "shape": [2], "datatype": "BYTES", "data": ["Hello, my dog is cute", "I am feeling sad"]}]}';
    const response = await infer(body);
    assert.equal(response.headers["content-type"], "application/json");
    const { id, ...answer } = response.json<Answer>();
    const predictions = ["Hello, my dog is cute", "I am feeling sad"].map((text) =>
      model.predict({ texto: text }),
    );
    assert.equal(id, response.headers["x-request-id"]);
    assert.deepEqual(answer, {
      model_name: "hogar",
      model_version: "1.1.0",
      outputs: [
        { name: "label", shape: [2], datatype: "BYTES", data: predictions.map(([first]) => first!.label) },
        {
          name: "labels",
          shape: [2, 3],
          datatype: "BYTES",
          data: predictions.flatMap((each) => each.map(({ label }) => label)),
        },
        {
          name: "scores",
          shape: [2, 3],
          datatype: "FP64",
          data: predictions.flatMap((each) => each.map(({ score }) => Number(score.toFixed(6)))),
        },
      ],
    });
  });

  it("answers a request with its id, with the outputs that it wants in their order, by its version", async () => {
    const request = { id: "42", ...texts([CLAIMS[0]]), outputs: [{ name: "scores" }, { name: "label" }] };
    const response = await infer(request, { url: "/v2/models/hogar/versions/1.1.0/infer" });
    const { id, outputs } = response.json<Answer>();
    assert.equal(id, "42");
    assert.deepEqual(
      outputs.map(({ name }) => name),
      ["scores", "label"],
    );
    assert.deepEqual(outputs[1]?.data, ["Fontanería"]);
    assert.equal(response.headers["eslabon-model-version"], "1.1.0");
    assert.match(String(response.headers["server-timing"]), /model;dur=/u);
  });

  it("reads tensors of any shape, nested or flat, with null for what is left out, of whatever media type", async () => {
    const first = (await infer(texts(CLAIMS))).json<Answer>().outputs;
    for (const request of [
      texts(CLAIMS, { shape: [2, 1] }),
      texts([[CLAIMS[0]], [CLAIMS[1]]], { shape: [2, 1] }),
      texts([CLAIMS], { shape: [1, 2] }),
      {
        ...texts(CLAIMS, { parameters: null }),
        id: null,
        parameters: null,
        outputs: null,
        model_name: "hogar",
      },
    ]) {
      const type = { "content-type": "application/x-www-form-urlencoded" };
      const answer = await infer(JSON.stringify(request), { headers: type });
      assert.deepEqual(answer.json<Answer>().outputs, first);
    }
    assert.deepEqual((await infer(texts([]))).json<Answer>().outputs[1], {
      name: "labels",
      shape: [0, 3],
      datatype: "BYTES",
      data: [],
    });
  });

  it("reads and writes tensors in their binary form", async () => {
    const bytes = Buffer.concat(
      CLAIMS.flatMap((claim) => {
        const length = Buffer.alloc(4);
        length.writeUInt32LE(Buffer.byteLength(claim));
        return [length, Buffer.from(claim)];
      }),
    );
    const json = Buffer.from(
      JSON.stringify({
        inputs: [
          { name: "texto", shape: [2], datatype: "BYTES", parameters: { binary_data_size: bytes.length } },
        ],
        outputs: [
          { name: "label", parameters: { binary_data: false } },
          { name: "labels" },
          { name: "scores" },
        ],
        parameters: { binary_data_output: true },
      }),
    );
    const headers = {
      "content-type": "application/octet-stream",
      "inference-header-content-length": String(json.length),
    };
    const response = await infer(Buffer.concat([json, bytes]), { headers });
    assert.equal(response.headers["content-type"], "application/octet-stream");
    const end = Number(response.headers["inference-header-content-length"]);
    const { outputs } = JSON.parse(response.rawPayload.subarray(0, end).toString()) as Answer;
    const [label, labels, scores] = outputs;
    const plain = (await infer(texts(CLAIMS))).json<Answer>().outputs;
    assert.deepEqual(label, plain[0]);
    assert.deepEqual([labels?.data, scores?.data], [undefined, undefined]);
    let at = end;
    const read: string[] = [];
    const endOfLabels = end + labels!.parameters!.binary_data_size;
    while (at < endOfLabels) {
      const length = response.rawPayload.readUInt32LE(at);
      read.push(response.rawPayload.subarray(at + 4, at + 4 + length).toString());
      at += 4 + length;
    }
    assert.deepEqual(read, plain[1]?.data);
    const numbers = Array.from({ length: 6 }, (_, index) => response.rawPayload.readDoubleLE(at + index * 8));
    assert.deepEqual(numbers, plain[2]?.data);
    assert.equal(response.rawPayload.length, at + scores!.parameters!.binary_data_size);
  });

  it("reads a model's other fields from tensors of their names", async () => {
    const fields = await loadModel(await writeFieldsModel());
    const other = await tinyService({ model: fields });
    const { inputs } = (await other.inject("/v2/models/hogar")).json<{ inputs: Tensor[] }>();
    assert.deepEqual(
      inputs.map(({ name, datatype }) => [name, datatype]),
      [
        ["texto", "BYTES"],
        ["importe", "FP64"],
        ["canal", "BYTES"],
        ["fecha", "BYTES"],
      ],
    );
    const amounts = [20, 1180];
    const bytes = Buffer.alloc(8);
    for (const [at, amount] of amounts.entries()) bytes.writeInt32LE(amount, at * 4);
    const text = texts(["se ha roto la ventana", "se ha roto la ventana"]).inputs[0];
    const importe = { name: "importe", shape: [2], datatype: "INT32" };
    const json = Buffer.from(
      JSON.stringify({ inputs: [text, { ...importe, parameters: { binary_data_size: 8 } }] }),
    );
    const headers = { "inference-header-content-length": String(json.length) };
    for (const response of [
      await infer({ inputs: [text, { ...importe, data: amounts }] }, { to: other }),
      await infer(Buffer.concat([json, bytes]), { to: other, headers }),
    ]) {
      assert.deepEqual(response.json<Answer>().outputs[0]?.data, ["Tienda", "Peritaje"]);
    }
    assertError(await infer({ inputs: [text] }, { to: other }), 400, /MODEL_FIELD_MISSING/u);
    await other.close();
  });
});
