#!/usr/bin/env node
// In the repository the sources are run as they are, by the Node that comes with it; once installed, the build is.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import module, { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const OLDEST = 24;
const sources = fileURLToPath(new URL("../src/main.ts", import.meta.url));

if (existsSync(sources)) {
  const node = createRequire(import.meta.url).resolve("node/bin/node");
  const child = spawn(node, ["--conditions=@eslabon/source", sources, ...process.argv.slice(2)], {
    stdio: "inherit",
    // Compiled code is kept for the next time, which starts in half the time.
    env: { NODE_COMPILE_CACHE: join(tmpdir(), "node-compile-cache"), ...process.env },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 143)));
} else if (Number.parseInt(process.versions.node, 10) < OLDEST) {
  process.stderr.write(
    `error CLI_NODE_TOO_OLD: this is Node ${process.versions.node}, eslabon needs ${OLDEST} or newer\n`
      + "  fix: npm install --save-dev node@24, and start eslabon by npm or npx\n",
  );
  process.exit(2);
} else {
  module.enableCompileCache();
  await import("../dist/main.js");
}
