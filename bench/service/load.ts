import autocannon from "autocannon";
import { quantile } from "../statistics.ts";

export interface Load {
  readonly connections: number;
  readonly warmUpSeconds: number;
  readonly seconds: number;
}

/** What a server achieved under a load. */
export interface Throughput {
  readonly requestsPerSecond: number;
  readonly p50Milliseconds: number;
  readonly p95Milliseconds: number;
  readonly p99Milliseconds: number;
}

/** Sends the texts in turn over all connections, each one request after the other, and measures once that is warm. */
export async function measureThroughput(
  url: string,
  texts: readonly string[],
  load: Load,
  signal: AbortSignal,
): Promise<Throughput> {
  await send(url, texts, load.connections, load.warmUpSeconds, signal);
  const { times, seconds } = await send(url, texts, load.connections, load.seconds, signal);
  return {
    requestsPerSecond: times.length / seconds,
    p50Milliseconds: quantile(times, 0.5),
    p95Milliseconds: quantile(times, 0.95),
    p99Milliseconds: quantile(times, 0.99),
  };
}

/** Every response's time in milliseconds: autocannon's own histogram knows whole ones only. */
async function send(
  url: string,
  texts: readonly string[],
  connections: number,
  duration: number,
  signal: AbortSignal,
): Promise<{ times: number[]; seconds: number }> {
  const times: number[] = [];
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const requests = texts.map(request);
    const run = autocannon({ url, connections, duration, requests }, (error: Error | null, done) =>
      error ? reject(error) : resolve(done),
    );
    run.on("response", (_client, _status, _bytes, milliseconds) => times.push(milliseconds));
    signal.addEventListener("abort", () => run.stop(), { once: true });
  });
  const failed = result.errors + result.non2xx;
  if (failed > 0) throw new Error(`${failed} requests to ${url} failed, ${times.length} were answered`);
  return { times, seconds: result.duration };
}

function request(text: string): autocannon.Request {
  return {
    method: "POST",
    path: "/api/v2/modelos/bench",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ text }),
  };
}
