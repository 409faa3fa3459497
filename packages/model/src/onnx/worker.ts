import { parentPort, workerData } from "node:worker_threads";
import { openModel, type Run } from "./open-model.ts";
import { loadRuntime } from "./runtime.ts";
import { type SessionStart, SessionState, type SessionTask } from "./session-task.ts";

const { bytes, answer, state, port } = workerData as SessionTask;

/** What ONNX Runtime says after it may quote the text; before it stands which node failed. */
const STATUS = "Status Message:";

const run = await start();
if (run) {
  port.on("message", (text: string) => void reply(run, text));
  say({ is: "ready" });
}

async function start(): Promise<Run | undefined> {
  const runtime = await loadRuntime().catch((error: unknown) =>
    say({ is: "without runtime", ...because(error) }),
  );
  return (
    runtime
    && openModel(runtime, bytes, answer.length).catch((error: unknown) =>
      say({ is: "unusable", ...because(error) }),
    )
  );
}

async function reply(run: Run, text: string): Promise<void> {
  try {
    answer.set(await run(text));
    Atomics.store(state, 0, SessionState.answered);
  } catch (error) {
    port.postMessage(because(error).reason.split(STATUS, 1)[0]!.trim());
    Atomics.store(state, 0, SessionState.failed);
  }
  Atomics.notify(state, 0);
}

function say(start: SessionStart): undefined {
  parentPort!.postMessage(start);
}

function because(error: unknown): { reason: string } {
  return { reason: error instanceof Error ? error.message : String(error) };
}
