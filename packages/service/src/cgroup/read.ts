import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Cgroup, CpuFigures, MemoryFigures, ReadFile } from "./cgroup.ts";
import { type Membership, parseMembership } from "./membership.ts";
import { known, parseNumber } from "./parse.ts";
import * as v1 from "./v1.ts";
import * as v2 from "./v2.ts";

/** Where the kernel says it. */
interface Places {
  readonly membership: string;
  readonly hierarchies: string;
  readonly scheduling: string;
}

const OF_THIS_PROCESS: Places = {
  membership: "/proc/self/cgroup",
  hierarchies: "/sys/fs/cgroup",
  scheduling: "/proc/self/schedstat",
};

const NANOSECONDS = 1e9;

/** What the groups of this process say; nothing where there are none, as on other systems than Linux. */
export async function readCgroup(places = OF_THIS_PROCESS): Promise<Cgroup> {
  const text = await readText(places.membership);
  if (text === undefined) return {};
  const membership = parseMembership(text);
  const ofCpu = foldersOf("cpu", membership, places);
  const ofMemory = foldersOf("memory", membership, places);
  const [, waited] = ((await readText(places.scheduling)) ?? "").split(" ").map(parseNumber);
  return {
    ...known<Cgroup>({ cpuWaitSeconds: waited === undefined ? undefined : waited / NANOSECONDS }),
    ...(await tightest<CpuFigures>(ofCpu.folders, ofCpu.version.readCpu, "cpuLimit")),
    ...(await tightest<MemoryFigures>(ofMemory.folders, ofMemory.version.readMemory, "memoryLimit")),
  };
}

interface Folders {
  readonly version: typeof v1 | typeof v2;
  /** That of its own group first, then those of the groups around it. */
  readonly folders: readonly string[];
}

function foldersOf(controller: string, membership: Membership, { hierarchies }: Places): Folders {
  const path = membership.controllers.get(controller);
  return path === undefined
    ? { version: v2, folders: outwards(hierarchies, membership.unified ?? "/") }
    : { version: v1, folders: outwards(join(hierarchies, controller), path) };
}

/** In a container the path is often the host's, and the folder that it sees is its own: then only the last of them is there. */
function outwards(root: string, path: string): string[] {
  const folders: string[] = [];
  for (let at = path; at !== "/"; at = dirname(at)) folders.push(join(root, at));
  return [...folders, root];
}

/** Each group around is bounded for all in it: the tightest limit is the one that is felt. */
async function tightest<Figures extends object>(
  folders: readonly string[],
  read: (readFile: ReadFile) => Promise<Figures>,
  limit: keyof Figures,
): Promise<Figures | undefined> {
  const all = await Promise.all(folders.map((folder) => read((name) => readText(join(folder, name)))));
  const groups = all.filter((figures) => Object.keys(figures).length > 0);
  const limitOf = (figures: Figures): number => (figures[limit] as number | undefined) ?? Infinity;
  return groups.toSorted((one, other) => limitOf(one) - limitOf(other) || 0)[0];
}

async function readText(file: string): Promise<string | undefined> {
  return readFile(file, "utf8").catch(() => undefined);
}
