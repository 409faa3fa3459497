export type { Branches, Chain, Registries } from "./chain.ts";
export {
  type Dependency,
  dependenciesOf,
  installedDependency,
  packageOfLink,
  requestedRange,
} from "./dependency.ts";
export { isRefusal, releaseErrors } from "./errors.ts";
export { type CheckedOut, checkedOut } from "./git/uncommitted.ts";
export { beginHotfix, type Hotfix } from "./hotfix/begin-hotfix.ts";
export { allowVersion } from "./plan/allow-version.ts";
export { type FactsOptions, gatherFacts } from "./plan/facts.ts";
export type { DependencyFacts, LinkFacts } from "./plan/link-facts.ts";
export { planLink } from "./plan/plan-link.ts";
export { type DependencyPlan, LinkPlan, Plan } from "./plan/plan.ts";
export { releasedArtifact, releasedCache } from "./plan/released.ts";
export { configuredRegistry } from "./registry/configured.ts";
export { startEmbedded } from "./registry/embedded.ts";
export { ociRegistry } from "./registry/oci-registry.ts";
export { openRegistry, type Published, type Registry } from "./registry/registry.ts";
export { scopeOf } from "./registry/scope.ts";
export { askRunning, type Running } from "./trace/running.ts";
export { type PackageVersion, trace, type Traced, traceRunning } from "./trace/trace.ts";
export { planUpdate } from "./update/plan-update.ts";
export { takeVersion } from "./update/take-version.ts";
export { PROVENANCE_FILE, Provenance, readProvenance } from "./provenance/provenance.ts";
export { abortRelease, type Release, releaseLink, type ReleaseOptions } from "./release/release.ts";
export type { ReleaseStep } from "./release/next-step.ts";
export { verifyRelease, type VerifyOptions } from "./verify/verify.ts";
export { greatest } from "./version.ts";
export { checkTag, type CheckedTag, type CheckTagOptions } from "./hook/check-tag.ts";
export { installHooks, type InstallOptions } from "./hook/install.ts";
export { postReceive } from "./hook/post-receive.ts";
export { type HookOptions, preReceive } from "./hook/pre-receive.ts";
export { deliverTag } from "./hook/tagged-link.ts";
