export { buildImage, type BuildImageOptions } from "./build.ts";
export { checkImage, type CheckImageOptions } from "./check.ts";
export { defineImage, ImageDefinition } from "./definition.ts";
export { imageErrors } from "./errors.ts";
export { imageLink } from "./link.ts";
