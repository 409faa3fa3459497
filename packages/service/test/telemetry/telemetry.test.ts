import assert from "node:assert/strict";
import { createServer } from "node:http";
import { json } from "node:stream/consumers";
import { describe, it } from "node:test";
import { propagation, context } from "@opentelemetry/api";
import { defineService } from "@eslabon/service";
import { listening, post, tinyService } from "../service.ts";

interface Attribute {
  readonly key: string;
  readonly value: { stringValue?: string; intValue?: number; doubleValue?: number };
}

interface Span {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly status: { code?: number };
  readonly attributes: readonly Attribute[];
}

interface Export {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeSpans: readonly { readonly spans: readonly Span[] }[];
  }[];
}

/** What a collector of OpenTelemetry takes, as far as a service says anything to it. */
async function collector(status = 200) {
  const received: Export[] = [];
  const server = createServer((request, response) => {
    void json(request).then((body) => {
      assert.equal(request.url, "/v1/traces");
      received.push(body as Export);
      response.writeHead(status).end("{}");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  assert.ok(typeof address === "object" && address);
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    exports: received,
    spans: () =>
      received
        .flatMap(({ resourceSpans }) => resourceSpans)
        .flatMap(({ scopeSpans }) => scopeSpans)
        .flatMap(({ spans }) => spans),
    [Symbol.dispose]: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const TRACE = "0af7651916cd43dd8448eb211c80319c";
const CALLER = "b7ad6b7169203331";

const valueOf = ({ attributes }: Pick<Span, "attributes">, key: string) =>
  Object.values(attributes.find((each) => each.key === key)?.value ?? {})[0];

describe("traces", () => {
  it("have a span for each request, in its caller's trace, with its layers and versions", async () => {
    using otel = await collector();
    const log: string[] = [];
    const app = await tinyService({
      settings: { "telemetry.endpoint": otel.endpoint },
      logger: {
        write: (line) => {
          log.push(line);
        },
      },
    });
    const { url } = await listening(app);
    const answer = await fetch(`${url}/api/v2/modelos/hogar`, {
      method: "POST",
      headers: { "content-type": "text/plain", traceparent: `00-${TRACE}-${CALLER}-01` },
      body: "Gotea el grifo de Ana",
    });
    assert.equal(answer.status, 200);
    await post(app, "text/plain", "…");
    await app.close();

    const [first, second] = otel.spans();
    assert.equal(first?.name, "POST /api/v2/modelos/:model");
    assert.equal(first.traceId, TRACE);
    assert.equal(first.parentSpanId, CALLER);
    assert.equal(valueOf(first, "http.response.status_code"), 200);
    assert.equal(valueOf(first, "eslabon.version.model"), "1.1.0");
    for (const layer of ["queue", "parse", "model", "service"]) {
      assert.equal(typeof valueOf(first, `eslabon.layer.${layer}`), "number", layer);
    }
    assert.equal(second?.parentSpanId ?? "", "");
    assert.equal(valueOf(second!, "http.response.status_code"), 400);
    assert.deepEqual(
      otel.exports[0]?.resourceSpans[0]?.resource.attributes.map(({ key, value }) => [
        key,
        value.stringValue,
      ]),
      [
        ["service.name", "hogar"],
        ["service.version", "0.3.0"],
      ],
    );
    assert.doesNotMatch(JSON.stringify(otel.exports), /Ana/u);
    const line = log.find((each) => each.includes('"http.response.status_code":200'));
    assert.match(line ?? "", new RegExp(`"trace.id":"${TRACE}","span.id":"${first.spanId}"`, "u"));
  });

  it("go on in what a route of the service's own asks others", async () => {
    using otel = await collector();
    const definition = defineService({
      extend: (app) => {
        app.post("/propio", async () => {
          await new Promise((resolve) => setTimeout(resolve, 1));
          const carrier: Record<string, string> = {};
          propagation.inject(context.active(), carrier);
          return carrier;
        });
      },
    });
    const app = await tinyService({ definition, settings: { "telemetry.endpoint": otel.endpoint } });
    const answer = await app.inject({
      method: "POST",
      url: "/propio",
      headers: { traceparent: `00-${TRACE}-${CALLER}-01` },
      payload: { a: 1 },
    });
    await app.close();
    const [span] = otel.spans();
    assert.equal(answer.json<{ traceparent: string }>().traceparent, `00-${TRACE}-${span?.spanId}-01`);
  });

  it("are of the share of requests that was asked for, and of those that their callers trace", async () => {
    using otel = await collector();
    const settings = { "telemetry.endpoint": otel.endpoint, "telemetry.sample": 0 };
    const app = await tinyService({ settings });
    await post(app, "text/plain", "grifo");
    await app.inject({ url: "/livez", headers: { traceparent: `00-${TRACE}-${CALLER}-01` } });
    await app.close();
    assert.deepEqual(
      otel.spans().map(({ name }) => name),
      ["GET /livez"],
    );
  });

  it("hold up no answer when their collector fails or is not there", async () => {
    using failing = await collector(400);
    for (const endpoint of [failing.endpoint, "http://127.0.0.1:9"]) {
      const app = await tinyService({ settings: { "telemetry.endpoint": endpoint } });
      assert.equal((await post(app, "text/plain", "grifo")).statusCode, 200);
      await app.close();
    }
  });

  it("leave nothing behind where they are not configured", async () => {
    const app = await tinyService();
    const answer = await app.inject({ url: "/livez", headers: { traceparent: "nonsense" } });
    assert.equal(answer.statusCode, 200);
    await app.close();
  });
});
