// Asks the service in this container for the first golden example of its model, and ends with 0 when the answer is right.
import { readFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";

const { ESLABON_CONFIG, ESLABON_PORT, ESLABON_TLS_CERTIFICATE, PORT = "8080" } = process.env;
const port = ESLABON_PORT || PORT;
const { name, fields, golden } = readJson(new URL("model/model.json", import.meta.url));
const [example] = golden;

const answer = example
  ? await ask("POST", `/api/v2/modelos/${name}`, { ...example.fields, [fields.text]: example.text })
  : await ask("GET", "/livez");
// Where only some may ask, the service asks its model itself.
const { status, body } = [401, 403].includes(answer.status) ? await ask("GET", "/livez") : answer;

const found = status === 200 && body.startsWith("{") ? JSON.parse(body).classification.tokens[0].token : "";
const passed = status === 200 && (found === "" || found === example.label);
console.log(`${passed ? "healthy" : "unhealthy"}: ${status} ${found || body.trim()}`);
process.exitCode = passed ? 0 : 1;

/** A connection that fails ends the program, and not with 0. */
function ask(method, path, input) {
  const headers = { "content-type": "application/json" };
  // It is the same process whatever its certificate says, which is made for its callers and not for this address.
  const options = { host: "127.0.0.1", port, method, path, headers, rejectUnauthorized: false };
  return new Promise((resolve, reject) => {
    const request = (isEncrypted() ? https : http).request(options, async (response) => {
      response.setEncoding("utf8");
      let body = "";
      for await (const part of response) body += part;
      resolve({ status: response.statusCode, body });
    });
    request.on("error", reject).end(input && JSON.stringify(input));
  });
}

function isEncrypted() {
  if (ESLABON_TLS_CERTIFICATE) return true;
  return Boolean(ESLABON_CONFIG && readJson(ESLABON_CONFIG).tls?.certificate);
}

function readJson(file) {
  return JSON.parse(readFileSync(file, "utf8"));
}
