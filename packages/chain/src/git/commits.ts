import type { Change } from "@eslabon/link";
import { git } from "./git.ts";

export interface Commit {
  readonly hash: string;
  readonly subject: string;
  readonly body: string;
}

const FIELD = "\u001f";
const RECORD = "\u001e";

/** The commits after one and up to another that changed something in a folder, the newest first. */
export async function commitsBetween(
  root: string,
  { from, to, path }: { readonly from: string | undefined; readonly to: string; readonly path: string },
): Promise<readonly Commit[]> {
  const range = from === undefined ? to : `${from}..${to}`;
  const format = `--format=%h${FIELD}%s${FIELD}%b${RECORD}`;
  const printed = await git(root, ["log", "--no-merges", format, range, "--", path === "" ? "." : path]);
  return printed
    .split(RECORD)
    .map((record) => record.trim().split(FIELD))
    .filter(([hash]) => hash !== "")
    .map(([hash = "", subject = "", body = ""]) => ({ hash, subject, body }));
}

// https://www.conventionalcommits.org/en/v1.0.0/
const CONVENTIONAL = /^(?<type>[a-zA-Z]+)(?:\([^()]*\))?(?<breaking>!)?: /u;
const BREAKING_FOOTER = /^BREAKING[ -]CHANGE: /mu;

/** A commit as a change of its link, by Conventional Commits 1.0.0; one that does not follow them is a patch. */
export function changeOf({ hash, subject, body }: Commit): Change {
  const { type, breaking } = CONVENTIONAL.exec(subject)?.groups ?? {};
  const what = `${subject} (${hash})`;
  if (breaking !== undefined || BREAKING_FOOTER.test(body)) return { what, step: "major" };
  return { what, step: type?.toLowerCase() === "feat" ? "minor" : "patch" };
}
