import { access, mkdir, rmdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

const HIERARCHIES = "/sys/fs/cgroup";
const PERIOD = 100_000;

/** A group of processes that have so many cores among them. */
export interface CpuLimit {
  readonly hold: (pid: number) => Promise<void>;
  readonly remove: () => Promise<void>;
}

/**
 * Makes a group with little CPU, of version 1 or 2, as a container's runtime does.
 *
 * @throws where this user may not, or the system has none.
 */
export async function limitCpu(cores: number): Promise<CpuLimit> {
  const isV2 = await access(join(HIERARCHIES, "cgroup.controllers")).then(
    () => true,
    () => false,
  );
  const folder = join(HIERARCHIES, isV2 ? "" : "cpu", `eslabon-diagnose-${process.pid}`);
  if (isV2) await writeFile(join(HIERARCHIES, "cgroup.subtree_control"), "+cpu");
  await mkdir(folder);
  if (isV2) {
    await writeFile(join(folder, "cpu.max"), `${cores * PERIOD} ${PERIOD}`);
  } else {
    await writeFile(join(folder, "cpu.cfs_period_us"), String(PERIOD));
    await writeFile(join(folder, "cpu.cfs_quota_us"), String(cores * PERIOD));
  }
  return {
    hold: (pid) => writeFile(join(folder, "cgroup.procs"), String(pid)),
    remove: () => rmdir(folder),
  };
}
