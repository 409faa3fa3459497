import { type Check, EslabonError } from "@eslabon/link";
import { type CompileOptions, compileService } from "../compile/compile.ts";

const NAME = "types";

/** Whether the service's code fits the model: what it takes, and the labels that it answers. */
export async function checkTypes(options: CompileOptions): Promise<Check> {
  try {
    using compiled = await compileService(options);
    const { problems, model, modules } = compiled;
    return {
      name: NAME,
      passed: problems.length === 0,
      detail:
        problems.length > 0
          ? problems.join("; ")
          : `${modules.join(", ")}: compiled with the types of ${model}`,
      measured: { problems: problems.length },
    };
  } catch (error) {
    if (!(error instanceof EslabonError)) throw error;
    return { name: NAME, passed: false, detail: `${error.message}: ${error.fix}` };
  }
}
