import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { describe, it } from "node:test";
import { runProgram } from "../../src/onnx/program.ts";

/** Runs a JavaScript as a model's program, and collects what it prints. */
async function run(script: string, folder = import.meta.dirname): Promise<string[]> {
  const said: string[] = [];
  await runProgram([process.execPath, "--eval", script], {
    folder,
    environment: { ESLABON_OUT: "/there" },
    progress: (line) => said.push(line),
  });
  return said;
}

describe("a model's program", () => {
  it("runs in the model's folder, with what it is told in its environment", async () => {
    assert.deepEqual(await run("console.log(process.cwd()); console.log(process.env.ESLABON_OUT)"), [
      import.meta.dirname,
      "/there",
    ]);
  });

  it("is heard on both outputs, line by line and without colours", async () => {
    const script = String.raw`process.stderr.write("10 %\r20 %\r\n"); console.error("\x1b[31mhot\x1b[0m")`;
    assert.deepEqual(await run(script), ["10 %", "20 %", "hot"]);
  });

  it("that fails is quoted with the last lines of its standard error", async () => {
    const script = "for (let n = 1; n <= 30; n += 1) console.error(`line ${n}`); process.exit(3)";
    await assert.rejects(run(script), (error: Error & { code: string }) => {
      assert.equal(error.code, "MODEL_PROGRAM_FAILED");
      assert.match(error.message, /ended with code 3\n/u);
      assert.deepEqual(error.message.match(/line \d+/gu)?.slice(-10), [
        ...Array.from({ length: 10 }, (_, index) => `line ${index + 21}`),
      ]);
      assert.doesNotMatch(error.message, /line 20\n/u);
      return true;
    });
  });

  it("that is killed, cannot be started or has no folder is a known error", async () => {
    await assert.rejects(run("process.kill(process.pid, 'SIGTERM')"), {
      code: "MODEL_PROGRAM_FAILED",
      message: /ended by SIGTERM/u,
    });
    await assert.rejects(
      runProgram(["./no-such-program"], {
        folder: import.meta.dirname,
        environment: {},
        progress: () => undefined,
      }),
      { code: "MODEL_PROGRAM_FAILED", message: /could not be started \(ENOENT\)/u },
    );
    await assert.rejects(run("", "/no/such/folder"), { code: "MODEL_PROGRAM_FAILED" });
  });

  it("takes along what it left running, which would hold its outputs open for ever", async () => {
    const forever = JSON.stringify("setInterval(() => undefined, 1000)");
    const script = `require("node:child_process").spawn(process.execPath, ["--eval", ${forever}], { stdio: "inherit" });
      console.log("started");
      process.exit();`;
    assert.deepEqual(await run(script), ["started"]);
  });

  it("ends when its parent does", async () => {
    // The program stays connected for as long as it lives.
    await using server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const connected = once(server, "connection") as Promise<[Socket]>;
    const program = JSON.stringify(
      `require("node:net").connect(${port}, "127.0.0.1", () => console.log("connected"))`,
    );
    const module = JSON.stringify(new URL("../../src/onnx/program.ts", import.meta.url).href);
    const script = `import { runProgram } from ${module};
      const options = { folder: ".", environment: {}, progress: () => process.exit(130) };
      await runProgram([process.execPath, "--eval", ${program}], options);`;
    const options = process.execArgv.filter((option) => !option.startsWith("--test"));
    const parent = spawn(process.execPath, [...options, "--input-type=module", "--eval", script], {
      stdio: ["ignore", "ignore", "inherit"],
    });
    const ended = once(parent, "exit");
    const [socket] = await connected;
    const gone = new Promise((resolve) => socket.once("close", resolve));
    socket.on("error", () => undefined).resume();
    assert.deepEqual(await ended, [130, null]);
    await gone;
  });
});
