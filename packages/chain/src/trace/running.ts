/** What runs at a URL. */
export interface Running {
  readonly url: string;
  /** The version of each link behind its answers; absent when it does not answer. */
  readonly versions?: Readonly<Record<string, string>>;
  /** Why there are none. */
  readonly error?: string;
}

/** Answers of the service say the versions behind them in headers such as `eslabon-model-version`. */
const HEADER = /^eslabon-(?<link>.+)-version$/u;

/** Long enough for a service that runs, short enough for a person that waits. */
const PATIENCE = 3000;

/** Asks a service for the versions behind its answers. One that does not answer is an answer, too. */
export async function askRunning(url: string, milliseconds = PATIENCE): Promise<Running> {
  try {
    const status = new URL("api/v1/status", url.endsWith("/") ? url : `${url}/`);
    const response = await fetch(status, { signal: AbortSignal.timeout(milliseconds) });
    await response.body?.cancel();
    const versions = versionsIn(response.headers);
    if (Object.keys(versions).length > 0) return { url, versions };
    return { url, error: `${response.status}, without the headers of a service of eslabon` };
  } catch (error) {
    return { url, error: reasonOf(error as Error, milliseconds) };
  }
}

function versionsIn(headers: Headers): Record<string, string> {
  const versions: Record<string, string> = {};
  for (const [header, version] of headers) {
    const link = HEADER.exec(header)?.groups?.link;
    if (link !== undefined) versions[link] = version;
  }
  return versions;
}

function reasonOf(error: Error, milliseconds: number): string {
  if (error.name === "TimeoutError") return `no answer in ${milliseconds / 1000} s`;
  const { cause } = error as { cause?: { code?: string; message?: string } };
  return cause?.code ?? cause?.message ?? error.message;
}
