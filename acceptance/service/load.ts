import autocannon from "autocannon";
import { MODEL_PATH } from "./serving.ts";

export interface Load {
  readonly connections: number;
  /** Requests a second, all connections together. */
  readonly rate: number;
  readonly seconds: number;
  readonly texts: readonly string[];
}

/** How many texts further the next connection begins. */
const STEP = 97;

/** Sends so many requests a second, each about another text; tells of each answer as it comes. Gives how many got none. */
export async function loadAtRate(
  url: string,
  { connections, rate, seconds, texts }: Load,
  onAnswer: (status: number, milliseconds: number) => void,
): Promise<number> {
  const requests = texts.map((text) => ({
    method: "POST" as const,
    path: MODEL_PATH,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ text }),
  }));
  const { promise, resolve, reject } = Promise.withResolvers<autocannon.Result>();
  let next = 0;
  const run = autocannon(
    {
      url,
      connections,
      overallRate: Math.round(rate),
      duration: seconds,
      requests: requests.slice(0, 1),
      // Each connection begins elsewhere, or all would ask the same at the same time.
      setupClient: (client) => {
        next = (next + STEP) % requests.length;
        const start = next;
        client.setRequests([...requests.slice(start), ...requests.slice(0, start)].slice(0, 200));
      },
    },
    (error: Error | null, result) => (error ? reject(error) : resolve(result)),
  );
  run.on("response", (_client, status, _bytes, milliseconds) => onAnswer(status, milliseconds));
  const { errors } = await promise;
  return errors;
}
