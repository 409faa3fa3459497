import { writeSection } from "../../bench/document.ts";
import { describe, describeMachine } from "../../bench/machine.ts";
import { isRecord } from "./extent.ts";

/** Shows what was measured; what is meant to be kept is written into docs/reference/service-under-stress.md, too. */
export async function record(name: string, markdown: string): Promise<void> {
  console.log(`\n${markdown}\n`);
  if (!isRecord) return;
  const machine = await describeMachine(AbortSignal.timeout(10_000));
  await writeSection(`stress:${name}`, `${markdown}\n\n${describe(machine, {})}`, "service-under-stress");
}
