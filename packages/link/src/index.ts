export { type Artifact, writeArtifact, writeJson } from "./artifact.ts";
export { type Check, type CheckReport, checkReport } from "./check.ts";
export { type Change, largestStep, type Step, STEPS } from "./change.ts";
export { chainErrors } from "./catalogue.ts";
export { digestFile, digestFiles, digestFolder, digestText, listFiles } from "./digest.ts";
export { defineErrors, EslabonError } from "./errors.ts";
export type { BuildLinkOptions, CheckLinkOptions, Link, Reading, StartLinkOptions } from "./link.ts";
export { type PackageInfo, readPackage } from "./package.ts";
export { type Progress, silent } from "./progress.ts";
