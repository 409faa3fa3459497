import { chmod, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { releaseErrors } from "../errors.ts";
import { tryGit } from "../git/git.ts";

export interface InstallOptions {
  /** The registry, for who works elsewhere: a URL, or an absolute folder. */
  readonly place: string;
  /** The scope of the chain's packages. */
  readonly scope: string;
  /** Whether tags that land are delivered, too. */
  readonly deliver: boolean;
  /** What starts this program: the file, and what stands before the command. */
  readonly program: readonly string[];
}

const MARK = "# Written by eslabon hook install, which writes it anew.";

/**
 * Installs the hooks that check, and deliver, releases in a bare repository. Its own ones are replaced, others never.
 *
 * @returns the files
 * @throws EslabonError `HOOK_REPOSITORY_INVALID`.
 */
export async function installHooks(
  repository: string,
  { place, scope, deliver, program }: InstallOptions,
): Promise<readonly string[]> {
  const bare = await tryGit(repository, ["rev-parse", "--is-bare-repository"]);
  if (bare !== "true") throw releaseErrors.HOOK_REPOSITORY_INVALID(repository, "it is no bare repository");
  const folder = await tryGit(repository, ["rev-parse", "--path-format=absolute", "--git-path", "hooks"]);
  const names = deliver ? ["pre-receive", "post-receive"] : ["pre-receive"];
  const files = names.map((name) => join(folder!, name));
  for (const file of files) await refuseForeign(repository, file);
  for (const [index, name] of names.entries()) {
    const command = [...program, "hook", name, "--registry", place, "--scope", scope];
    await writeFile(files[index]!, `#!/bin/sh\n${MARK}\nexec ${command.map(quote).join(" ")}\n`);
    await chmod(files[index]!, EXECUTABLE);
  }
  return files;
}

const EXECUTABLE = 0o755;

async function refuseForeign(repository: string, file: string): Promise<void> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined || text.includes(MARK)) return;
  throw releaseErrors.HOOK_REPOSITORY_INVALID(repository, `${file} is there, and not eslabon's`);
}

/** For a shell. */
function quote(word: string): string {
  const inside = word.replaceAll("'", String.raw`'\''`);
  return /^[\w@%+=:,./-]+$/u.test(word) ? word : `'${inside}'`;
}
