import { dataErrors } from "../errors.ts";
import { quoted } from "../sql-text.ts";
import type { Workbench } from "../workbench.ts";
import type { Step, StepContext } from "./step.ts";

/**
 * A step in SQL (DuckDB's): a query over the table `rows` that gives the rows as they shall be. Values that it changes are
 * changed; rows that it leaves out are rejected under the step's name.
 *
 * ```ts
 * sql("no second notices", `SELECT * REPLACE (regexp_replace(texto, ' *\\(2º AVISO\\)$', '') AS texto) FROM rows`)
 * sql("claims only", `SELECT * FROM rows WHERE NOT contains(texto, 'no es siniestro')`)
 * ```
 */
export function sql(name: string, query: string): Step {
  return {
    name,
    files: [],
    async apply(workbench, context) {
      try {
        await applyQuery(workbench, name, query, context);
      } catch (error) {
        throw dataErrors.DATA_STEP_FAILED(name, (error as Error).message, error);
      }
    },
  };
}

async function applyQuery(
  workbench: Workbench,
  name: string,
  query: string,
  { fields }: StepContext,
): Promise<void> {
  const columns = fields.map(quoted).join(", ");
  await workbench.run(`CREATE OR REPLACE TABLE wanted AS SELECT _row, ${columns} FROM (${query})`);
  const { repeated } = await workbench.one<{ repeated: boolean }>(
    "SELECT count(*) > count(DISTINCT _row) OR count(*) > (SELECT count(*) FROM rows JOIN wanted USING (_row)) AS repeated FROM wanted",
  );
  if (repeated) throw new Error("the query gives a row more than once, or one that was not there");
  await workbench.reject(
    name,
    `SELECT _row, 'left out by the step' AS reason FROM rows ANTI JOIN wanted USING (_row)`,
  );
  const assignments = fields.map((field) => `${quoted(field)} = wanted.${quoted(field)}`);
  await workbench.run(`UPDATE rows SET ${assignments.join(", ")} FROM wanted WHERE rows._row = wanted._row`);
  await workbench.run("DROP TABLE wanted");
}
