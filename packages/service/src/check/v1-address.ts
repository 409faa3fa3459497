import type { Input } from "@eslabon/model";
import type { Parameter } from "../parameters.ts";

/** The address by which the first version is asked about an input. */
export function v1Address(parameters: readonly Parameter[], input: Input): string {
  const query = parameters.flatMap(({ name, field }) => {
    const value = input[field] as string | number | undefined;
    return value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`];
  });
  return `/api/v1/modelo?${query.join("&")}`;
}
