import type { FastifyBaseLogger } from "fastify";
import { type Answer, answerOf } from "../answer.ts";
import { toInput } from "../bodies.ts";
import type { ModelInUse } from "../models/model-in-use.ts";
import { type Problem, toProblem } from "../problem.ts";
import type { Serving } from "../serving.ts";
import type { ReadRow, Rows } from "./rows.ts";

/** Who asks, of whom. */
interface Asked {
  readonly id: string;
  readonly model: ModelInUse;
  readonly log: FastifyBaseLogger;
}

/** What a row is answered with: as a text by itself, or what is wrong with it. */
type RowAnswer = Answer | { readonly error: Problem };

/** The id of a row's answer, by which it can be given feedback; rows are counted from 0. */
export const rowId = (request: string, row: number): string => `${request}-${row}`;

/** The answers to rows, as JSON. A row that cannot be answered does not concern the others. */
export function* answersTo(
  rows: Rows,
  { id: request, model, log }: Asked,
  { metrics, answers }: Pick<Serving, "metrics" | "answers">,
): Generator<string, void> {
  const answer = (read: ReadRow, id: string): RowAnswer => {
    try {
      const input = toInput(read(), model.manifest.fields.text);
      const prediction = model.predict(input);
      metrics.countClassification();
      answers.note(model, id, input, prediction);
      return answerOf(prediction);
    } catch (error) {
      const problem = toProblem(error);
      if (problem.status >= 500) log.error({ "http.request.id": id, err: error }, "unexpected error");
      return { error: problem };
    }
  };
  let row = 0;
  for (const read of rows) {
    yield JSON.stringify(answer(read, rowId(request, row)));
    row += 1;
  }
}
