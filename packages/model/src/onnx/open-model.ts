import type { Runtime, RuntimeSession, ValueMetadata } from "./runtime.ts";

/** Gives the probabilities of all labels for a text. */
export type Run = (text: string) => Promise<ArrayLike<number>>;

/** Of an input: one text in one row, or one text. */
const TEXT_SHAPES = [1, 2];

/**
 * Finds in a model where a text goes in and where probabilities come out.
 *
 * @throws Error that says why the model cannot be used.
 */
export async function openModel(runtime: Runtime, bytes: Uint8Array, labels: number): Promise<Run> {
  // One thread: the work for one text is too little to share, and the same sums are made in the same order.
  const session = await runtime.InferenceSession.create(bytes, {
    executionProviders: ["cpu"],
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    logSeverityLevel: 4,
  });
  const input = findInput(session);
  const output = findOutput(session);
  return async (text) => {
    const given = await session.run({ [input.name]: new runtime.Tensor("string", [text], input.shape) }, [
      output,
    ]);
    const { data } = given[output]!;
    if (data.length !== labels) throw new Error(`it gives ${data.length} numbers for ${labels} labels`);
    return data as ArrayLike<number>;
  };
}

function findInput({ inputMetadata }: RuntimeSession): { name: string; shape: number[] } {
  const [input, other] = inputMetadata;
  const isText = input?.isTensor && input.type === "string" && TEXT_SHAPES.includes(input.shape.length);
  if (isText && !other) return { name: input.name, shape: input.shape.map(() => 1) };
  throw new Error(
    `it must take one tensor of strings of the shape [1, 1] or [1]; it takes ${list(inputMetadata)}`,
  );
}

/** Beside the probabilities a model may give the label that it would choose, which is not needed. */
function findOutput({ outputMetadata }: RuntimeSession): string {
  const numbers = outputMetadata.filter((one) => one.isTensor && one.type.startsWith("float"));
  if (numbers.length === 1) return numbers[0]!.name;
  throw new Error(
    `it must give one tensor of floats, the probabilities (from scikit-learn: zipmap=False); it gives ${list(outputMetadata)}`,
  );
}

function list(values: readonly ValueMetadata[]): string {
  return values.map(describe).join("; ");
}

function describe(value: ValueMetadata): string {
  const type = value.isTensor ? `${value.type} [${value.shape.join(", ")}]` : "no tensor";
  return `${value.name}: ${type}`;
}
