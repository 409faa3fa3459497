const IN_FILE = /^(?<file>[^()]+)\((?<line>\d+),(?<column>\d+)\): error TS\d+: (?<text>.*)$/u;
const IN_PROJECT = /^error TS\d+: (?<text>.*)$/u;

/** How much is said of a compiler that ended without saying what is wrong. */
const LAST_LINES = 5;

/**
 * What is wrong by the words of the compiler: `service.ts:4:52 Property 'estancia' is missing …`. Only of files in the folder that it ran in, and of
 * the project as a whole: what others published is not theirs to correct who compile with it.
 *
 * @param printed with `--pretty false`
 */
export function readProblems(printed: string, code: number): string[] {
  const problems: string[] = [];
  let known = 0;
  let isOwn = false;
  for (const line of printed.split(/\r?\n/u)) {
    const problem = readProblem(line);
    if (problem) {
      known += 1;
      isOwn = problem.isOwn;
      if (isOwn) problems.push(problem.text);
    } else if (isOwn && line.startsWith("  ")) {
      problems.push(`${problems.pop()!} ${line.trim()}`);
    }
  }
  return code !== 0 && known === 0 ? [printed.trim().split("\n").slice(-LAST_LINES).join(" ")] : problems;
}

function readProblem(line: string): { readonly text: string; readonly isOwn: boolean } | undefined {
  const { file, line: row, column, text = "" } = (IN_FILE.exec(line) ?? IN_PROJECT.exec(line))?.groups ?? {};
  if (text === "") return undefined;
  if (file === undefined) return { text, isOwn: true };
  return {
    text: `${file}:${row}:${column} ${text}`,
    isOwn: !/^(?:\.\.|\/|[A-Za-z]:|node_modules[\\/])/u.test(file),
  };
}
