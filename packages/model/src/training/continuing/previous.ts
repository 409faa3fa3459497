import type { Weights } from "../../classifier.ts";
import type { Manifest } from "../../manifest.ts";

/** A model that training continues from. */
export interface PreviousModel {
  readonly manifest: Manifest;
  readonly weights: Weights;
}
