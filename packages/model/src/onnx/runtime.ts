import { modelErrors } from "../errors.ts";

/** What is used of onnxruntime-node. Declared here, so that its hundred megabytes are needed where a model needs them, and nowhere else. */
export interface Runtime {
  readonly env: { logLevel?: "fatal" };
  readonly InferenceSession: {
    create(bytes: Uint8Array, options: RuntimeOptions): Promise<RuntimeSession>;
  };
  readonly Tensor: new (type: "string", data: readonly string[], shape: readonly number[]) => Tensor;
}

interface RuntimeOptions {
  readonly executionProviders: readonly string[];
  readonly intraOpNumThreads: number;
  readonly interOpNumThreads: number;
  readonly logSeverityLevel: 4;
}

export interface RuntimeSession {
  readonly inputMetadata: readonly ValueMetadata[];
  readonly outputMetadata: readonly ValueMetadata[];
  run(
    inputs: Readonly<Record<string, Tensor>>,
    outputs: readonly string[],
  ): Promise<Readonly<Record<string, Tensor>>>;
}

/** An input or an output of a model. Of its shape, what may be any number is a string. */
export type ValueMetadata = { readonly name: string } & (
  | { readonly isTensor: false }
  | { readonly isTensor: true; readonly type: string; readonly shape: readonly (number | string)[] }
);

interface Tensor {
  readonly data: ArrayLike<unknown>;
}

/** Its package. */
export const RUNTIME = "onnxruntime-node";

/**
 * Looks whether it is installed, without loading it.
 *
 * @throws EslabonError `MODEL_RUNTIME_MISSING`.
 */
export function requireRuntime(): void {
  try {
    import.meta.resolve(RUNTIME);
  } catch (error) {
    throw modelErrors.MODEL_RUNTIME_MISSING((error as Error).message);
  }
}

/** @throws Error when it is not installed, or not for this machine. */
export async function loadRuntime(): Promise<Runtime> {
  const runtime = (await import(RUNTIME)) as Runtime;
  // What it has to say comes as errors, too.
  runtime.env.logLevel = "fatal";
  return runtime;
}
