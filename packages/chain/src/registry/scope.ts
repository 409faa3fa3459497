import { releaseErrors } from "../errors.ts";

/** @throws EslabonError `REGISTRY_SCOPE_ABSENT`. */
export function scopeOf(name: string): string {
  const [scope] = /^@[^/]+(?=\/)/u.exec(name) ?? [];
  if (scope === undefined) throw releaseErrors.REGISTRY_SCOPE_ABSENT(name);
  return scope;
}
