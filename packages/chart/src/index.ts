export { type ChartDefinition, type ChartExample, defineChart } from "./definition.ts";
export { chartErrors } from "./errors.ts";
export { chartLink } from "./link.ts";
