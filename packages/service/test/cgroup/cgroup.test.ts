import assert from "node:assert/strict";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import type { Cgroup } from "../../src/cgroup/cgroup.ts";
import { parseMembership } from "../../src/cgroup/membership.ts";
import { readCgroup } from "../../src/cgroup/read.ts";

type Files = Readonly<Record<string, string>>;

async function cgroupOf(membership: string, files: Files): Promise<Cgroup> {
  const hierarchies = await mkdtemp(join(tmpdir(), "eslabon-cgroup-"));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(hierarchies, name)), { recursive: true });
    await writeFile(join(hierarchies, name), text);
  }
  const file = join(hierarchies, "membership");
  await writeFile(file, membership);
  return readCgroup({ membership: file, hierarchies, scheduling: join(hierarchies, "schedstat") });
}

const CPU_STAT_V2 = `usage_usec 5123456
user_usec 4012345
system_usec 1111111
core_sched.force_idle_usec 0
nr_periods 412
nr_throttled 342
throttled_usec 28765432
nr_bursts 0
burst_usec 0
`;
const PRESSURE = `some avg10=12.50 avg60=3.10 avg300=0.70 total=123456789
full avg10=2.00 avg60=0.40 avg300=0.10 total=23456789
`;
const V1_MEMBERSHIP = `12:memory:/kubepods/burstable/pod1/abc
11:cpu,cpuacct:/kubepods/burstable/pod1/abc
3:name=systemd:/kubepods/burstable/pod1/abc
0::/
`;
const V1_STAT = "nr_periods 50\nnr_throttled 41\nthrottled_time 3690000000\nnr_bursts 0\nburst_time 0\n";
const V1_UNLIMITED = "9223372036854771712\n";

const cases: readonly (readonly [name: string, membership: string, files: Files, expected: Cgroup])[] = [
  [
    "version 2, limited",
    "0::/\n",
    {
      "cpu.max": "10000 100000\n",
      "cpu.stat": CPU_STAT_V2,
      "cpu.pressure": PRESSURE,
      "memory.max": "268435456\n",
      "memory.current": "104857600\n",
      "memory.pressure": PRESSURE,
    },
    {
      cpuLimit: 0.1,
      cpuPeriods: 412,
      cpuThrottledPeriods: 342,
      cpuThrottledSeconds: 28.765432,
      cpuPressure: 0.125,
      memoryLimit: 268_435_456,
      memoryUsage: 104_857_600,
      memoryPressure: 0.125,
    },
  ],
  [
    "version 2, without limits",
    "0::/user.slice/session-1.scope\n",
    {
      "user.slice/session-1.scope/cpu.max": "max 100000\n",
      "user.slice/session-1.scope/memory.max": "max\n",
      "user.slice/session-1.scope/memory.current": "4096\n",
    },
    { memoryUsage: 4096 },
  ],
  [
    "version 2, with the tighter limit around the group",
    "0::/pod/container\n",
    {
      "pod/container/cpu.max": "max 100000\n",
      "pod/container/cpu.stat": "nr_periods 0\nnr_throttled 0\nthrottled_usec 0\n",
      "pod/cpu.max": "50000 100000\n",
      "pod/cpu.stat": CPU_STAT_V2,
    },
    { cpuLimit: 0.5, cpuPeriods: 412, cpuThrottledPeriods: 342, cpuThrottledSeconds: 28.765432 },
  ],
  [
    "version 1, limited, in a container that does not see the host's path",
    V1_MEMBERSHIP,
    {
      "cpu/cpu.cfs_quota_us": "10000\n",
      "cpu/cpu.cfs_period_us": "100000\n",
      "cpu/cpu.stat": V1_STAT,
      "memory/memory.limit_in_bytes": "134217728\n",
      "memory/memory.usage_in_bytes": "104857600\n",
    },
    {
      cpuLimit: 0.1,
      cpuPeriods: 50,
      cpuThrottledPeriods: 41,
      cpuThrottledSeconds: 3.69,
      memoryLimit: 134_217_728,
      memoryUsage: 104_857_600,
    },
  ],
  [
    "version 1, without limits",
    V1_MEMBERSHIP,
    {
      "cpu/kubepods/burstable/pod1/abc/cpu.cfs_quota_us": "-1\n",
      "cpu/kubepods/burstable/pod1/abc/cpu.cfs_period_us": "100000\n",
      "memory/kubepods/burstable/pod1/abc/memory.limit_in_bytes": V1_UNLIMITED,
    },
    {},
  ],
  [
    "a thread that waited for a CPU, on a machine that rations none",
    "0::/\n",
    { schedstat: "2157345092 1117114000 4711\n" },
    { cpuWaitSeconds: 1.117114 },
  ],
  ["nothing readable", "0::/\n", {}, {}],
  [
    "files of nonsense",
    "0::/\n",
    { "cpu.max": "soon\n", "cpu.stat": "\u0000", "memory.max": "-\n", schedstat: "?" },
    {},
  ],
];

describe("what the kernel says of a container", () => {
  for (const [name, membership, files, expected] of cases) {
    it(`is read: ${name}`, async () => {
      assert.deepEqual(await cgroupOf(membership, files), expected);
    });
  }

  it("is nothing on a system without such groups", async () => {
    assert.deepEqual(
      await readCgroup({
        membership: "/nowhere/cgroup",
        hierarchies: "/nowhere",
        scheduling: "/nowhere/schedstat",
      }),
      {},
    );
  });
});

describe("the groups of a process", () => {
  it("are those of its controllers, whatever else stands in the path", () => {
    const { unified, controllers } = parseMembership("4:cpu,cpuacct:/a:b/c\n0::/x\n");
    assert.equal(unified, "/x");
    assert.deepEqual(
      [...controllers],
      [
        ["cpu", "/a:b/c"],
        ["cpuacct", "/a:b/c"],
      ],
    );
  });
});
