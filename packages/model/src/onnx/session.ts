import { once } from "node:events";
import { extname } from "node:path";
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from "node:worker_threads";
import { modelErrors } from "../errors.ts";
import { type SessionStart, SessionState, type SessionTask } from "./session-task.ts";

/** A text that takes longer than this, in milliseconds, is not answered any more. */
const LONGEST_ANSWER = 30_000;
/** How far from 1 the probabilities of all labels may add up to, as numbers of 32 bits do. */
const TOLERANCE = 1e-3;

/**
 * An ONNX model that is ready to answer, one text at a time and at once.
 *
 * ONNX Runtime's public interface is asynchronous, and a model's answers are not. So the runtime has a thread of its own, which this one
 * asks and waits for; that costs some tens of microseconds. Its package has a synchronous binding, too, but as a private file, which
 * may change with any version.
 */
export class OnnxSession implements AsyncDisposable {
  /** The probability of each label for the text last asked about. */
  readonly answer: Float64Array<SharedArrayBuffer>;
  readonly #worker: Worker;
  readonly #port: MessagePort;
  readonly #state: Int32Array<SharedArrayBuffer>;
  #ended: string | undefined;

  /**
   * @param labels how many probabilities the model has to give
   * @throws EslabonError `MODEL_RUNTIME_MISSING`, `MODEL_ONNX_UNUSABLE`.
   */
  static async open(bytes: Uint8Array, labels: number): Promise<OnnxSession> {
    const { port1, port2 } = new MessageChannel();
    const answer = new Float64Array(new SharedArrayBuffer(labels * Float64Array.BYTES_PER_ELEMENT));
    const state = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    const task: SessionTask = { bytes, answer, state, port: port2 };
    // As .ts from sources, as .js once built.
    const file = new URL(`./worker${extname(import.meta.url)}`, import.meta.url);
    const worker = new Worker(file, {
      workerData: task,
      transferList: [port2],
      // Of the options of this process only what says how packages are found: others, as `--input-type`, are about its own script.
      execArgv: process.execArgv.filter((option) => option.startsWith("--conditions=")),
    });
    const [start] = (await once(worker, "message")) as [SessionStart];
    const session = new OnnxSession(worker, port1, answer, state);
    if (start.is === "ready") return session;
    await session[Symbol.asyncDispose]();
    throw start.is === "unusable"
      ? modelErrors.MODEL_ONNX_UNUSABLE(start.reason)
      : modelErrors.MODEL_RUNTIME_MISSING(start.reason);
  }

  private constructor(
    worker: Worker,
    port: MessagePort,
    answer: typeof this.answer,
    state: SessionTask["state"],
  ) {
    this.#worker = worker;
    this.#port = port;
    this.answer = answer;
    this.#state = state;
    worker.once("error", (error: Error) => (this.#ended = error.message));
    // Nothing has to be closed for a process to end.
    worker.unref();
    port.unref();
  }

  /** @throws EslabonError `MODEL_ONNX_UNUSABLE`. */
  ask(text: string): void {
    if (this.#ended !== undefined) throw modelErrors.MODEL_ONNX_UNUSABLE(this.#ended);
    Atomics.store(this.#state, 0, SessionState.asked);
    this.#port.postMessage(text);
    if (Atomics.wait(this.#state, 0, SessionState.asked, LONGEST_ANSWER) === "timed-out") {
      this.#ended = `it did not answer within ${LONGEST_ANSWER / 1000} seconds`;
      throw modelErrors.MODEL_ONNX_UNUSABLE(this.#ended);
    }
    if (Atomics.load(this.#state, 0) === SessionState.failed) {
      throw modelErrors.MODEL_ONNX_UNUSABLE(String(receiveMessageOnPort(this.#port)?.message));
    }
    refuseImprobable(this.answer);
  }

  /** Ends the thread. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended = "it was closed";
    await this.#worker.terminate();
  }
}

function refuseImprobable(answer: Float64Array): void {
  let sum = 0;
  for (const probability of answer) sum += probability >= 0 ? probability : Number.NaN;
  if (Math.abs(sum - 1) <= TOLERANCE) return;
  throw modelErrors.MODEL_ONNX_UNUSABLE(
    `what it gives for a text are no probabilities: ${[...answer.subarray(0, SHOWN)].join(", ")}${answer.length > SHOWN ? ", …" : ""}`,
  );
}

const SHOWN = 5;
