import { Type } from "typebox";
import type { Problem } from "../problem.ts";

/** The name of the schema in the OpenAPI document. */
export const INFERENCE_ERROR_SCHEMA = "InferenceError";

/** An error as the Open Inference Protocol has it. */
export const InferenceError = Type.Object(
  { error: Type.String({ description: "What is wrong, with its code, and what to do about it." }) },
  { $id: INFERENCE_ERROR_SCHEMA, description: "An error of the Open Inference Protocol." },
);

const ADDRESS = /^\/v2(?:[/?]|$)/u;

/** Whether errors are answered so at an address. */
export const isOpenInference = (url: string): boolean => ADDRESS.test(url);

export function inferenceError({ code, detail, fix }: Problem): { readonly error: string } {
  return { error: `${code}: ${detail}; ${fix}` };
}
