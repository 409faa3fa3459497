import type { Check } from "@eslabon/link";
import { type Example, inputOf, type Manifest } from "@eslabon/model";
import type { Answer } from "../answer.ts";
import type { Parameter } from "../parameters.ts";
import { ask, type Reply } from "./ask.ts";
import { v1Address } from "./v1-address.ts";

/** How an example is asked about, and where the first label stands in the answer. */
interface Way {
  readonly name: string;
  /** The fields beside the text that it takes; all of them unless given. */
  readonly takes?: readonly string[];
  readonly ask: (example: Example) => Promise<Reply>;
  readonly first: (body: unknown) => string | undefined;
}

/** Asks about every golden example in each way that the API offers, and that the metrics count it. */
export async function checkGolden(
  url: string,
  manifest: Manifest,
  parameters: readonly Parameter[],
): Promise<Check[]> {
  const before = await classifications(url);
  const ways = waysToAsk(url, manifest, parameters);
  const wrong: string[] = [];
  let asked = 0;
  for (const example of manifest.golden) {
    const { text, label } = example;
    for (const way of ways.filter((each) => canSay(each, example))) {
      const answer = firstLabel(way, await way.ask(example));
      if (answer !== label) wrong.push(`${way.name}: “${text}” is answered ${answer} in place of ${label}`);
      asked += 1;
    }
  }
  const counted = (await classifications(url)) - before;
  return [
    {
      name: "golden examples",
      passed: wrong.length === 0,
      detail:
        wrong.length > 0
          ? wrong.join("; ")
          : `all ${manifest.golden.length} by ${ways.map((way) => way.name).join(", ")}`,
      measured: { asked, wrong: wrong.length },
    },
    {
      name: "metrics",
      passed: counted === asked,
      detail: `${counted} of ${asked} classifications counted`,
      measured: { asked, counted },
    },
  ];
}

function canSay({ takes }: Way, { fields = {} }: Example): boolean {
  return takes === undefined || Object.keys(fields).every((name) => takes.includes(name));
}

function waysToAsk(url: string, manifest: Manifest, parameters: readonly Parameter[]): Way[] {
  const v2 = `${url}/api/v2/modelos/${manifest.name}`;
  const v2First = (body: unknown): string | undefined => (body as Answer).classification.tokens[0]?.token;
  const json = { "content-type": "application/json" };
  return [
    {
      name: "GET v1",
      takes: parameters.map(({ field }) => field),
      ask: (example) => ask(url + v1Address(parameters, inputOf(manifest, example))),
      first: (body) => (body as [string, number][])[0]?.[0],
    },
    {
      name: "POST v2",
      ask: (example) =>
        ask(v2, { method: "POST", headers: json, body: JSON.stringify(inputOf(manifest, example)) }),
      first: v2First,
    },
    {
      name: "POST batch",
      ask: (example) =>
        ask(`${v2}:batch`, {
          method: "POST",
          headers: json,
          body: JSON.stringify([inputOf(manifest, example)]),
        }),
      first: (body) => v2First((body as unknown[])[0]),
    },
    {
      name: "Open Inference Protocol",
      takes: [],
      ask: ({ text }) =>
        ask(`${url}/v2/models/${manifest.name}/infer`, {
          method: "POST",
          headers: json,
          body: inference(text),
        }),
      first: (body) => (body as Inferred).outputs[0]?.data[0],
    },
    {
      name: "GET v2",
      takes: [],
      ask: ({ text }) => ask(v2, { headers: { "content-type": "text/plain; charset=utf-8" }, body: text }),
      first: v2First,
    },
  ];
}

interface Inferred {
  readonly outputs: readonly { readonly data: readonly string[] }[];
}

function inference(text: string): string {
  return JSON.stringify({
    inputs: [{ name: "text", shape: [1], datatype: "BYTES", data: [text] }],
    outputs: [{ name: "label" }],
  });
}

function firstLabel(way: Way, { status, text }: Reply): string {
  if (status !== 200) return `${status}`;
  try {
    return way.first(JSON.parse(text)) ?? "nothing";
  } catch {
    return "something else";
  }
}

async function classifications(url: string): Promise<number> {
  const { text } = await ask(`${url}/metrics`);
  return Number(/^eslabon_classifications_total (\d+)$/m.exec(text)?.[1]);
}
