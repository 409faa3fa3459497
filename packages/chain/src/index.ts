export type { Branches, Chain, Registries } from "./chain.ts";
export { type Dependency, dependencyOf, installedDependency } from "./dependency.ts";
export { releaseErrors } from "./errors.ts";
export { startEmbedded } from "./registry/embedded.ts";
export { openRegistry, type Published, type Registry, scopeOf } from "./registry/registry.ts";
