/** One thing that a link's check looked at. `detail` is for people; `measured` holds the figures behind it. */
export interface Check {
  readonly name: string;
  readonly passed: boolean;
  readonly detail: string;
  readonly measured?: Readonly<Record<string, number>>;
}

/** What `eslabon check` says of a link: it passed when each of its checks did. */
export interface CheckReport {
  readonly link: string;
  readonly passed: boolean;
  readonly checks: readonly Check[];
  /** What was not looked at, and how it would be; absent when everything was. */
  readonly untried?: string;
}

export function checkReport(link: string, checks: readonly Check[], untried?: string): CheckReport {
  const passed = checks.every((check) => check.passed);
  return { link, passed, checks, ...(untried !== undefined && { untried }) };
}
