import { execFile } from "node:child_process";
import { delimiter, dirname, join } from "node:path";
import { EslabonError, exists } from "@eslabon/link";
import { releaseErrors } from "../errors.ts";

/** The eslabon that a commit brings: as installed in a folder or one above it. */
export interface Toolkit {
  /** The folder in whose `node_modules` it is. */
  readonly folder: string;
  /**
   * Runs it in the link's folder and reads what it prints as JSON.
   *
   * @throws EslabonError the one that it prints, `RELEASE_TOOLKIT_FAILED` when it prints something else.
   */
  run(args: readonly string[], options?: RunToolkitOptions): Promise<unknown>;
  /** The version of the Node that runs it. */
  nodeVersion(): Promise<string>;
}

interface RunToolkitOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** Gets what it says to people while it works. */
  readonly said?: NodeJS.WritableStream;
}

const MOST_OUTPUT = 64 * 1024 * 1024;
const CHECK_FAILED = 1;

/**
 * Finds the toolkit of an exported commit.
 *
 * @param top the folder of the export: nothing above it counts
 * @returns `undefined` when nothing that is installed brings it.
 */
export async function findToolkit(top: string, folder: string): Promise<Toolkit | undefined> {
  const places = foldersBetween(top, folder);
  for (const place of places) {
    const program = join(place, "node_modules", ".bin", "eslabon");
    if (await exists(program)) return toolkit(program, place, folder, places);
  }
  return undefined;
}

function toolkit(program: string, place: string, folder: string, places: readonly string[]): Toolkit {
  // As npm does it for scripts: the Node that the commit brings is found before any other.
  const bins = places.map((each) => join(each, "node_modules", ".bin"));
  const path = [...bins, dirname(process.execPath), process.env.PATH].join(delimiter);
  const base = { ...withoutGit(process.env), PATH: path };
  return {
    folder: place,
    run: async (args, { env = {}, said: people } = {}) => {
      const { code, out, err } = await execute(program, args, folder, { ...base, ...env }, people);
      const result = parse(out);
      if (isFailure(result)) {
        const { code: name, message, fix } = result.error;
        throw new EslabonError(name, message, fix);
      }
      if (result !== undefined && (code === 0 || code === CHECK_FAILED)) return result;
      const said = (err || out).trim() || `it ended with ${code}`;
      throw releaseErrors.RELEASE_TOOLKIT_FAILED(`eslabon ${args.join(" ")}`, said);
    },
    nodeVersion: async () => {
      const { out } = await execute("node", ["--version"], folder, base);
      return out.trim().replace(/^v/u, "");
    },
  };
}

/** Where git's own variables are set, in a hook, they would be taken for those of the folder. */
function withoutGit(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("GIT_")));
}

/** The folder and those above it, up to the top. */
function foldersBetween(top: string, folder: string): readonly string[] {
  return folder === top ? [top] : [folder, ...foldersBetween(top, dirname(folder))];
}

interface Ended {
  readonly code: number | string | null;
  readonly out: string;
  readonly err: string;
}

function execute(
  program: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
  said?: NodeJS.WritableStream,
): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(program, args, { cwd, env, maxBuffer: MOST_OUTPUT }, (error, out, err) =>
      resolve({ code: error ? (error.code ?? error.signal ?? null) : 0, out, err }),
    );
    if (said) child.stderr?.pipe(said, { end: false });
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

interface Failure {
  readonly error: { readonly code: string; readonly message: string; readonly fix: string };
}

function isFailure(result: unknown): result is Failure {
  return typeof result === "object" && result !== null && "error" in result;
}
