/** What a caller may do. `admin` is everything. */
export const SCOPES = ["classify", "metrics", "admin"] as const;
export type Scope = (typeof SCOPES)[number];

/** Who asks. */
export interface Caller {
  /** By which it is told from others: `key:portal`, `token:4711`. */
  readonly id: string;
  readonly scopes: ReadonlySet<string>;
}

export function mayUse({ scopes }: Caller, scope: Scope): boolean {
  return scopes.has(scope) || scopes.has("admin");
}

export const isScope = (name: string): name is Scope => (SCOPES as readonly string[]).includes(name);
