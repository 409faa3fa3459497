import type { Input, Manifest } from "@eslabon/model";
import { decodeUtf8 } from "../bodies.ts";
import { serviceErrors } from "../errors.ts";
import { readElements } from "./datatypes.ts";
import { binarySizeOf, type InferenceBody, type RequestInput } from "./request.ts";

interface Column {
  readonly name: string;
  readonly values: readonly unknown[];
}

/**
 * What the model is asked: one input for each element of the tensors, which are its fields. A single tensor is the text, whatever its name.
 *
 * @param most how many there may be
 * @throws EslabonError `SERVICE_INFERENCE_INVALID`, `SERVICE_BODY_INVALID`, `SERVICE_BATCH_TOO_LONG`
 */
export function inputsOf(body: InferenceBody, { fields }: Manifest, most: number): Input[] {
  const columns = readColumns(body);
  const count = columns[0]!.values.length;
  if (count > most) throw serviceErrors.SERVICE_BATCH_TOO_LONG(most);
  const uneven = columns.find(({ values }) => values.length !== count);
  if (uneven) throw invalid(`has ${uneven.values.length} elements, and the first one ${count}`);
  const [only, ...others] = columns;
  const named = others.length === 0 ? [{ ...only!, name: fields.text }] : columns;
  const known = new Set([fields.text, ...(fields.extra ?? []).map(({ name }) => name)]);
  if (!named.every(({ name }) => known.has(name))) {
    throw serviceErrors.SERVICE_INFERENCE_INVALID(`the model's inputs are ${[...known].join(", ")}`);
  }
  return Array.from({ length: count }, (_, row) =>
    Object.fromEntries(named.map(({ name, values }) => [name, values[row]])),
  );
}

function readColumns({ request, binary }: InferenceBody): Column[] {
  let at = 0;
  const columns = request.inputs.map((input): Column => {
    const size = binarySizeOf(input);
    if (size === undefined) return { name: input.name, values: jsonElements(input) };
    at += size;
    return { name: input.name, values: binaryElements(input, binary.subarray(at - size, at), size) };
  });
  if (at !== binary.length) {
    throw serviceErrors.SERVICE_INFERENCE_INVALID(
      "the bytes behind the JSON are not as many as its tensors say",
    );
  }
  return columns;
}

function jsonElements({ data, shape }: RequestInput): unknown[] {
  if (!data) throw invalid("has no data");
  const elements = data.flat(shape.length - 1);
  refuseMisshapen(shape, elements.length);
  return elements;
}

function binaryElements({ datatype, shape }: RequestInput, bytes: Buffer, size: number): unknown[] {
  const elements = bytes.length === size ? readElements(datatype, bytes) : undefined;
  if (!elements) throw invalid(`has bytes that are no whole elements of ${datatype}`);
  refuseMisshapen(shape, elements.length);
  return elements.map((element) => (Buffer.isBuffer(element) ? decodeUtf8(element) : element));
}

function refuseMisshapen(shape: readonly number[], count: number): void {
  const expected = shape.reduce((product, size) => product * size, 1);
  if (count !== expected) throw invalid(`has ${count} elements, and its shape is of ${expected}`);
}

/** Without the tensor's name, which is what a caller sent. */
function invalid(reason: string): Error {
  return serviceErrors.SERVICE_INFERENCE_INVALID(`a tensor ${reason}`);
}
