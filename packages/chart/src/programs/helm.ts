import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { scratchFolder } from "@eslabon/link";
import type { Outcome } from "../deploy/outcome.ts";
import { chartErrors } from "../errors.ts";
import { run, tryRun } from "./run.ts";

/** A Helm release: where, and under which name. */
export interface Release {
  readonly name: string;
  readonly namespace: string;
  /** The context of kubectl's configuration. */
  readonly cluster: string;
}

const at = ({ namespace, cluster }: Release): readonly string[] => [
  "--namespace",
  namespace,
  "--kube-context",
  cluster,
];

export interface RenderOptions {
  /** A folder, or an archive. */
  readonly chart: string;
  readonly name: string;
  readonly namespace: string;
  readonly values: object;
  readonly kubeVersion?: string;
  /** Whether with the tests. */
  readonly tests?: boolean;
}

/**
 * The objects of a chart, as YAML. No cluster is asked.
 *
 * @throws EslabonError `PROGRAM_MISSING`, `PROGRAM_FAILED` with what the templates or the schema of the values say.
 */
export async function renderChart(options: RenderOptions): Promise<string> {
  const { chart, name, namespace, values, kubeVersion = KUBERNETES, tests = false } = options;
  const skip = tests ? [] : ["--no-hooks"];
  return withValues(values, (file) =>
    run("helm", [
      "template",
      name,
      chart,
      "--namespace",
      namespace,
      "--kube-version",
      kubeVersion,
      "--values",
      file,
      ...skip,
    ]),
  );
}

/** What is rendered for when no cluster says its version. */
export const KUBERNETES = "1.34.0";

export async function withValues<T>(values: object, work: (file: string) => Promise<T>): Promise<T> {
  using folder = await scratchFolder("values");
  const file = join(folder.path, "values.json");
  await writeFile(file, JSON.stringify(values), { mode: 0o600 });
  return await work(file);
}

/** What a release is now; `undefined` when there is none. */
export interface Revision {
  readonly revision: number;
  /** `deployed`, `failed`, … */
  readonly status: string;
  /** `hogar-1.0.0` */
  readonly chart: string;
  readonly description: string;
}

/** Its revisions, the newest last; none when there is no such release. */
export async function history(release: Release): Promise<readonly Revision[]> {
  const { code, out, err } = await tryRun("helm", [
    "history",
    release.name,
    ...at(release),
    "--output",
    "json",
  ]);
  if (code === 0) return JSON.parse(out) as Revision[];
  if (err.includes("release: not found")) return [];
  throw chartErrors.PROGRAM_FAILED("helm history", err.trim());
}

/** The objects of the release that is deployed, as they were applied. */
export async function deployedManifest(release: Release): Promise<string> {
  return run("helm", ["get", "manifest", release.name, ...at(release)]);
}

/** Installs a chart, or upgrades what is there. Waits for nothing. */
export async function upgrade(
  release: Release,
  chart: string,
  values: object,
  description: string,
): Promise<void> {
  await withValues(values, async (file) => {
    const args = ["--install", "--values", file, "--description", description, ...(await owning())];
    await run("helm", ["upgrade", release.name, chart, ...at(release), ...args]);
  });
}

/** What others have changed is set again, whoever they are; Helm 3 has no owners. */
async function owning(): Promise<readonly string[]> {
  const version = await run("helm", ["version", "--template", "{{.Version}}"]);
  return /^v?3\./u.test(version) ? [] : ["--server-side=true", "--force-conflicts"];
}

export async function rollback(release: Release, revision: number): Promise<void> {
  await run("helm", ["rollback", release.name, String(revision), ...at(release), ...(await owning())]);
}

export async function uninstall(release: Release): Promise<void> {
  await run("helm", ["uninstall", release.name, ...at(release)]);
}

/** Runs the tests of a release. The detail is what they printed. */
export async function testRelease(release: Release, signal: AbortSignal): Promise<Outcome> {
  const args = ["test", release.name, ...at(release), "--logs", "--timeout", "120s"];
  const { code, out, err } = await tryRun("helm", args, { signal });
  const lines = out.split("\n").filter((line) => /^[✔✖]/u.test(line));
  const said = [...new Set(lines)].join("\n");
  return { passed: code === 0, detail: said === "" ? err.trim() : said };
}
