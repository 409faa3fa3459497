import { type Static, Type } from "typebox";
import { Value } from "typebox/value";
import { diagnoseErrors } from "./errors.ts";

const ModelAt = Type.Object({
  name: Type.String(),
  field: Type.String(),
  fields: Type.Array(
    Type.Object({
      name: Type.String(),
      type: Type.Union([Type.Literal("category"), Type.Literal("number"), Type.Literal("date")]),
      required: Type.Boolean(),
    }),
  ),
  versions: Type.Object({ service: Type.String(), model: Type.String(), data: Type.String() }),
  maxLength: Type.Integer(),
  examples: Type.Array(Type.String()),
});

/** What a service says of a model of its own. */
export type ModelAt = Static<typeof ModelAt>;

const Models = Type.Object({ models: Type.Array(ModelAt, { minItems: 1 }) });

/** Where a service is, and who asks it. */
export interface Address {
  /** The part before `/api`, without a slash behind it. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

const PATIENCE = 10_000;

/**
 * The model that will be asked: the one of this name, or the first.
 *
 * @throws EslabonError `DIAGNOSE_UNREACHABLE`, `DIAGNOSE_REFUSED`, `DIAGNOSE_MODEL_UNKNOWN`.
 */
export async function findModel({ url, headers }: Address, name?: string): Promise<ModelAt> {
  const response = await fetch(`${url}/api/v2/modelos`, {
    headers,
    signal: AbortSignal.timeout(PATIENCE),
  }).catch((cause: unknown) => {
    throw diagnoseErrors.DIAGNOSE_UNREACHABLE(url, reason(cause), cause);
  });
  if (response.status === 401 || response.status === 403) {
    throw diagnoseErrors.DIAGNOSE_REFUSED(response.status, response.statusText);
  }
  const answer: unknown = await response.json().catch(() => undefined);
  if (!Value.Check(Models, answer)) {
    throw diagnoseErrors.DIAGNOSE_UNREACHABLE(url, `/api/v2/modelos answers ${response.status}`);
  }
  const known = answer.models.map((model) => model.name);
  const model = name === undefined ? answer.models[0] : answer.models.find((each) => each.name === name);
  if (!model) throw diagnoseErrors.DIAGNOSE_MODEL_UNKNOWN(name!, known);
  return model;
}

/** fetch says “fetch failed”; what failed is in its cause. */
function reason(error: unknown): string {
  const { cause, message } = error as Error;
  return cause instanceof Error ? cause.message || String((cause as NodeJS.ErrnoException).code) : message;
}
