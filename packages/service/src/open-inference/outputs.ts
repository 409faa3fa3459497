import type { Manifest, Prediction } from "@eslabon/model";
import { type Static, Type } from "typebox";
import { stated } from "../stated.ts";
import { writeElements } from "./datatypes.ts";
import { type InferenceRequest, type OutputName, wantsBinary } from "./request.ts";

const Tensor = Type.Object({
  name: Type.String(),
  shape: Type.Array(Type.Integer()),
  datatype: Type.String(),
  parameters: Type.Optional(Type.Object({ binary_data_size: Type.Integer() })),
  data: Type.Optional(Type.Array(Type.Union([Type.String(), Type.Number()]))),
});
type Tensor = Static<typeof Tensor>;

export const InferenceResponse = Type.Object({
  model_name: Type.String(),
  model_version: Type.String(),
  id: Type.String({ description: "The request's, or else its `x-request-id`." }),
  outputs: Type.Array(Tensor),
});

interface Output {
  readonly datatype: "BYTES" | "FP64";
  /** Whether there is one element for each label, or one for each text. */
  readonly isWide: boolean;
  readonly of: (prediction: Prediction) => readonly (string | number)[];
}

/** What is answered, by name: labels in their order for each text, the most probable first. */
const OUTPUTS: Readonly<Record<OutputName, Output>> = {
  label: { datatype: "BYTES", isWide: false, of: ([first]) => [first!.label] },
  labels: { datatype: "BYTES", isWide: true, of: (prediction) => prediction.map(({ label }) => label) },
  scores: {
    datatype: "FP64",
    isWide: true,
    of: (prediction) => prediction.map(({ score }) => stated(score)),
  },
};

const NAMES = Object.keys(OUTPUTS) as OutputName[];

const shapeOf = ({ isWide }: Output, { labels }: Manifest, texts: number): number[] =>
  isWide ? [texts, labels.length] : [texts];

/** The outputs as a model's metadata name them; −1 is however many texts there are. */
export function outputMetadata(manifest: Manifest): Pick<Tensor, "name" | "datatype" | "shape">[] {
  return Object.entries(OUTPUTS).map(([name, output]) => {
    return { name, datatype: output.datatype, shape: shapeOf(output, manifest, -1) };
  });
}

/** The tensors of an answer, and the bytes of those that are wanted in their binary form. */
export function outputsOf(
  request: InferenceRequest,
  manifest: Manifest,
  predictions: readonly Prediction[],
): { readonly outputs: Tensor[]; readonly binary: Buffer } {
  const parts: Buffer[] = [];
  const wanted = request.outputs?.map(({ name }) => name) ?? [];
  const outputs = (wanted.length > 0 ? wanted : NAMES).map((name): Tensor => {
    const output = OUTPUTS[name];
    const about = { name, shape: shapeOf(output, manifest, predictions.length), datatype: output.datatype };
    const data = predictions.flatMap(output.of);
    if (!wantsBinary(request, name)) return { ...about, data };
    const bytes = writeElements(data);
    parts.push(bytes);
    return { ...about, parameters: { binary_data_size: bytes.length } };
  });
  return { outputs, binary: Buffer.concat(parts) };
}
