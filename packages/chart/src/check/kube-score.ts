import type { Check } from "@eslabon/link";
import { tryRun } from "../programs/run.ts";
import type { Rendering } from "./renderings.ts";

/** What it demands and a chart for every cluster cannot do. */
const NOT_HERE = [
  // OpenShift gives the user, and refuses another one.
  "container-security-context-user-group-id",
  // What is pulled by its digest is never another one; a registry that does not answer keeps no pod from starting.
  "container-image-pull-policy",
];

const CRITICAL = 1;

interface Scored {
  readonly object_name: string;
  readonly checks: readonly {
    readonly check: { readonly id: string; readonly name: string };
    readonly grade: number;
    readonly skipped: boolean;
    readonly comments: readonly { readonly summary: string; readonly path: string }[] | null;
  }[];
}

/** Whether kube-score finds something critical in what is rendered. */
export async function checkKubeScore(renderings: readonly Rendering[]): Promise<Check> {
  const problems = new Set<string>();
  let checks = 0;
  for (const { yaml } of renderings) {
    const ignored = NOT_HERE.flatMap((id) => ["--ignore-test", id]);
    const { out, err } = await tryRun("kube-score", ["score", "--output-format", "json", ...ignored, "-"], {
      input: yaml,
    });
    const objects = parse(out);
    if (!objects) problems.add(err.trim() || "it says nothing");
    for (const object of objects ?? []) {
      checks += object.checks.length;
      for (const critical of criticalOf(object)) problems.add(critical);
    }
  }
  return {
    name: "kube-score",
    passed: problems.size === 0,
    detail: problems.size === 0 ? `${checks} checks, nothing critical` : [...problems].join("; "),
    measured: { checks, critical: problems.size },
  };
}

function parse(out: string): readonly Scored[] | undefined {
  try {
    return JSON.parse(out) as Scored[];
  } catch {
    return undefined;
  }
}

function criticalOf({ object_name: object, checks }: Scored): readonly string[] {
  return checks
    .filter(({ grade, skipped }) => grade <= CRITICAL && !skipped)
    .map(
      ({ check, comments }) =>
        `${object}: ${check.name}: ${comments?.map(({ summary }) => summary).join(", ") ?? ""}`,
    );
}
