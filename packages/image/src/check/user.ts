import type { Check } from "@eslabon/link";
import type { Container } from "../run/container.ts";

/** What a process in the container finds out about itself. */
interface Found {
  readonly user: number;
  readonly group: number;
  readonly capabilities: string;
  readonly noNewPrivileges: string;
  /** Folders in which it could write. */
  readonly written: readonly string[];
}

// What is printed comes back as JSON; `/proc` says what the kernel allows.
const PROGRAM = `
const { readFileSync, writeFileSync } = require("node:fs");
const status = readFileSync("/proc/1/status", "utf8");
const field = (name) => new RegExp("^" + name + ":\\\\s*(\\\\w+)", "m").exec(status)[1];
const written = ["/app", "/tmp", "/var/tmp", "/run", "/home", "/etc"].filter((folder) => {
  try { writeFileSync(folder + "/eslabon", ""); return true; } catch { return false; }
});
console.log(JSON.stringify({
  user: Number(field("Uid")), group: Number(field("Gid")),
  capabilities: field("CapEff"), noNewPrivileges: field("NoNewPrivs"), written,
}));
`;

/** Whether it runs as the user that it is given, whoever that is, can write nothing and has no privileges. */
export async function checkUser(container: Container): Promise<Check> {
  const { said } = await container.exec(["node", "--eval", PROGRAM]);
  const found = JSON.parse(said) as Found;
  const wrong = [
    ...(found.user === container.user && found.group === 0 ? [] : [`it is ${found.user}:${found.group}`]),
    ...(/^0+$/u.test(found.capabilities) ? [] : [`it has the capabilities ${found.capabilities}`]),
    ...(found.noNewPrivileges === "1" ? [] : ["it could get new privileges"]),
    ...found.written.map((folder) => `it can write in ${folder}`),
  ];
  return {
    name: "runs as any user, and writes nothing",
    passed: wrong.length === 0,
    detail:
      wrong.length > 0
        ? wrong.join("; ")
        : `user ${found.user}, group 0, read-only root file system, no capabilities`,
  };
}
