import { type CheckReport, checkReport } from "@eslabon/link";
export interface ChartEnvironment {
  readonly file: string;
}
export async function checkChart(_: {
  artifact: string;
  folder: string;
  environments: Readonly<Record<string, string>>;
}): Promise<CheckReport> {
  return checkReport("chart", []);
}
