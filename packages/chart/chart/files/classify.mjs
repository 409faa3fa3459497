// What `helm test` runs inside the cluster: does the service classify what is right, and refuse what is wrong?
import { readFile } from "node:fs/promises";

const { URL: url, KEY: key } = process.env;
const headers = { "content-type": "application/json", ...(key && { authorization: `Bearer ${key}` }) };
const examples = JSON.parse(await readFile(new URL("examples.json", import.meta.url), "utf8"));

async function ask(path, input) {
  const body = input === undefined ? {} : { method: "POST", body: JSON.stringify(input) };
  const response = await fetch(`${url}${path}`, { headers, signal: AbortSignal.timeout(10_000), ...body });
  return { status: response.status, answer: await response.json() };
}

let failures = 0;
function report(what, expected, found) {
  const passed = found === expected;
  if (!passed) failures += 1;
  console.log(`${passed ? "✔" : "✖"} ${what}: ${found}${passed ? "" : `, and not ${expected}`}`);
}

const { answer } = await ask("/api/v2/modelos");
const model = `/api/v2/modelos/${answer.models[0].name}`;
for (const { input, label } of Object.values(examples)) {
  const { answer } = await ask(model, input);
  report(JSON.stringify(input), label, answer.classification?.tokens[0].token ?? answer.code);
}
report("an empty text", "MODEL_TEXT_EMPTY", (await ask(model, "")).answer.code);
report(
  "a model that is not there",
  "SERVICE_MODEL_UNKNOWN",
  (await ask("/api/v2/modelos/-", "x")).answer.code,
);
process.exitCode = failures === 0 ? 0 : 1;
