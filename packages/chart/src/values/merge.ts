/** Values in place of others, as Helm does it: maps are merged, all else is replaced. */
export function mergeValues(values: object, others: object): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...values };
  for (const [name, other] of Object.entries(others) as [string, unknown][]) {
    const value = merged[name];
    merged[name] = isMap(value) && isMap(other) ? mergeValues(value, other) : other;
  }
  return merged;
}

function isMap(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
