export { checkService, type CheckServiceOptions } from "./check.ts";
export { defineService, ServiceDefinition } from "./definition.ts";
export { serviceErrors } from "./errors.ts";
export type { LoggerOption } from "./log.ts";
export { Problem } from "./problem.ts";
export { createService, type ServiceOptions } from "./service.ts";
export { type RunningService, startService, type StartOptions } from "./start.ts";
export { serviceLink } from "./link.ts";
