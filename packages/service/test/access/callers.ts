import assert from "node:assert/strict";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newKey, type Problem } from "@eslabon/service";
import type { LightMyRequestResponse } from "fastify";

/** Something that takes the scope `classify`. */
export const V1 = "/api/v1/modelo?texto=grifo";

export const keys = {
  portal: newKey("portal", ["classify"]),
  prometheus: newKey("prometheus", ["metrics"]),
  operator: newKey("operator", ["admin"]),
};

/** Where they are known. */
export const file = join(await mkdtemp(join(tmpdir(), "eslabon-access-")), "keys");
await writeFile(
  file,
  Object.values(keys)
    .map(({ line }) => `${line}\n`)
    .join(""),
);

export function assertProblem(response: LightMyRequestResponse, status: number, code: string): Problem {
  assert.equal(response.headers["content-type"], "application/problem+json");
  const problem = response.json<Problem>();
  assert.deepEqual([response.statusCode, problem.code], [status, code]);
  return problem;
}
