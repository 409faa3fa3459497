export { Manifest } from "./manifest.ts";
export type { Input, Model } from "./model.ts";
export type { Explanation, Prediction, Score, Word } from "./prediction.ts";
