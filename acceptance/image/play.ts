import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openToolkitRegistry } from "../../scripts/snapshot.ts";
import { oneRepository } from "../chain/project.ts";
import { Team } from "../chain/team.ts";
const root = "/tmp/image-play/p";
rmSync(root, { recursive: true, force: true });
const { mkdirSync } = await import("node:fs"); mkdirSync(root, { recursive: true });
const toolkit = await openToolkitRegistry(join(root, "toolkit"));
console.log(toolkit.url);
writeFileSync("/tmp/image-play/url", toolkit.url);
const project = oneRepository(root, toolkit, ["data", "model", "service", "image"]);
const team = new Team(project, toolkit);
try {
await team.begin();
for (const [link, ...reads] of [["data"], ["model", "data"], ["service", "model"], ["image", "service", "model"]] as const) {
  for (const up of reads) { await team.eslabon(link, "update", link, up, "1.0.0"); }
  if (reads.length) team.commit(link, `build(${link}): take 1.0.0`);
  if (link !== "image") console.log(await team.eslabon(link, "release", link));
}
} finally { console.log(team.transcript.join("\n")); }
console.log("READY");
setInterval(() => {}, 1e6);
