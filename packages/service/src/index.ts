export { buildService, type BuildServiceOptions } from "./build.ts";
export { checkRunning, type CheckRunningOptions, checkService, type CheckServiceOptions } from "./check.ts";
export { newKey, type NewKey } from "./access/new-key.ts";
export { type ConfigSources, loadServiceConfig } from "./config/load.ts";
export { ServiceConfig } from "./config/schema.ts";
export { defineService, type ServiceApp, type ServiceDefinition } from "./definition.ts";
export { serviceErrors } from "./errors.ts";
export type { LoggerOption } from "./log.ts";
export { problemResponses } from "./openapi.ts";
export { Problem } from "./problem.ts";
export { ProblemError, type ProblemText } from "./problem-error.ts";
export { type RunOptions, runService } from "./run.ts";
export { createService, type ServiceOptions } from "./service.ts";
export { type RunningService, startService, type StartOptions } from "./start.ts";
export { serviceLink } from "./link.ts";
// Schemas of routes are of the same TypeBox as the service's own.
export { Type } from "typebox";
