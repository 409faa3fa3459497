import type { Check } from "@eslabon/chain";
import type { Manifest } from "@eslabon/model";
import type { Answer } from "../answer.ts";
import { ask, type Reply } from "./ask.ts";

/** How a text is asked about, and where the first label stands in the answer. */
interface Way {
  readonly name: string;
  readonly ask: (text: string) => Promise<Reply>;
  readonly first: (body: unknown) => string | undefined;
}

/** Asks about every golden example in each way that the API offers, and that the metrics count it. */
export async function checkGolden(url: string, manifest: Manifest): Promise<Check[]> {
  const before = await classifications(url);
  const ways = waysToAsk(url, manifest);
  const wrong: string[] = [];
  for (const { text, label } of manifest.golden) {
    for (const way of ways) {
      const answer = firstLabel(way, await way.ask(text));
      if (answer !== label) wrong.push(`${way.name}: “${text}” is answered ${answer} in place of ${label}`);
    }
  }
  const asked = manifest.golden.length * ways.length;
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

function waysToAsk(url: string, { name, fields }: Manifest): Way[] {
  const v2 = `${url}/api/v2/modelos/${name}`;
  const v2First = (body: unknown): string | undefined => (body as Answer).classification.tokens[0]?.token;
  const json = { "content-type": "application/json" };
  return [
    {
      name: "GET v1",
      ask: (text) => ask(`${url}/api/v1/modelo?texto=${encodeURIComponent(text)}`),
      first: (body) => (body as [string, number][])[0]?.[0],
    },
    {
      name: "POST v2",
      ask: (text) =>
        ask(v2, { method: "POST", headers: json, body: JSON.stringify({ [fields.text]: text }) }),
      first: v2First,
    },
    {
      name: "GET v2",
      ask: (text) => ask(v2, { headers: { "content-type": "text/plain; charset=utf-8" }, body: text }),
      first: v2First,
    },
  ];
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
