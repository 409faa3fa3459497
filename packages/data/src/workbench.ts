import { Database, openDuckDb } from "./database.ts";
import type { Field } from "./fields.ts";
import { quoted } from "./sql-text.ts";

const SQL_TYPES: Readonly<Record<Field["kind"], string>> = {
  text: "VARCHAR",
  label: "VARCHAR",
  category: "VARCHAR",
  number: "DOUBLE",
  date: "DATE",
};

/** A row as a cleaning step sees it in SQL; names that begin with `_` are the workbench's. */
const OWN_COLUMNS =
  "_row INTEGER, _source VARCHAR, _line INTEGER, _split_by VARCHAR, _corrected BOOLEAN, id VARCHAR";

/**
 * The DuckDB database in which a dataset is made. It lives in a file, so that nothing has to fit in memory.
 *
 * - `rows`: the rows that are still in. `_row` numbers them in the order of reading; `_split_by` is the text that decides
 *   on which side of the split the row is when that is not its own, but that of an earlier row that it nearly repeats;
 *   `_corrected` says whether the label is a person's and not the source's.
 * - `left_out`: the rows that are not, with the step and the reason; `_into` is the row that a merged one went into.
 * - `conflicts`: pairs of rows that say the same and have different labels; of “same text” only the first has stayed.
 */
export class Workbench extends Database {
  static async open(file: string, fields: Readonly<Record<string, Field>>): Promise<Workbench> {
    const workbench = new Workbench(await openDuckDb(file, "2GB"));
    const columns = Object.entries(fields).map(([name, field]) => `${quoted(name)} ${SQL_TYPES[field.kind]}`);
    await workbench.run(`CREATE TABLE rows (${OWN_COLUMNS}, ${columns.join(", ")})`);
    await workbench.run(
      "CREATE TABLE left_out (_row INTEGER, _source VARCHAR, _line INTEGER, id VARCHAR, step VARCHAR, reason VARCHAR, _into INTEGER)",
    );
    await workbench.run(
      "CREATE TABLE conflicts (kind VARCHAR, _row INTEGER, _other INTEGER, label VARCHAR, other_label VARCHAR)",
    );
    return workbench;
  }

  /** Takes rows out. `selection` is a query for `_row` and `reason` of the rows to reject. */
  async reject(step: string, selection: string): Promise<void> {
    await this.#leaveOut(`SELECT _row, reason, NULL AS _into FROM (${selection})`, step);
  }

  /** Merges rows into others. `selection` is a query for `_row`, `reason` and `_into`, the row that stays. */
  async merge(step: string, selection: string): Promise<void> {
    await this.#leaveOut(`SELECT _row, reason, _into FROM (${selection})`, step);
  }

  async #leaveOut(selection: string, step: string): Promise<void> {
    await this.run(
      `INSERT INTO left_out
       SELECT _row, _source, _line, id, $step, reason, _into
       FROM rows JOIN (${selection}) USING (_row) ORDER BY _row`,
      { step },
    );
    await this.run("DELETE FROM rows WHERE _row IN (SELECT _row FROM left_out)");
  }
}
