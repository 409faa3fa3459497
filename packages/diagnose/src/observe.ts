import { breakDown } from "./breakdown.ts";
import { diagnoseErrors } from "./errors.ts";
import type { Loaded } from "./load/answers.ts";
import { loadAtRate } from "./load/at-rate.ts";
import { loadInTurns } from "./load/in-turns.ts";
import type { Target } from "./load/target.ts";
import { usedBetween } from "./metrics/used.ts";
import type { Load, Observation } from "./observation.ts";
import { readFigures } from "./read-figures.ts";

/** For its code to be compiled, and for what an answer takes by itself, in seconds. */
const WARM_UP = 2;
const ALONE = 1;

/** When not even one answer came in that time. */
const PATIENCE = 10;

/** How a load is told from afar. */
export interface ObserveOptions {
  readonly load: Load;
  readonly progress: (message: string) => void;
}

/**
 * Loads a service, and looks at it meanwhile.
 *
 * @throws EslabonError `DIAGNOSE_NO_ANSWERS`, `DIAGNOSE_REFUSED`, `DIAGNOSE_NO_LAYERS`.
 */
export async function observe(target: Target, { load, progress }: ObserveOptions): Promise<Observation> {
  const { connections, seconds, rate } = load;
  progress(`warming up for ${WARM_UP} s`);
  // Not with all connections: a slow service would still be busy with what they asked.
  await loadInTurns(target, { connections: 1, seconds: WARM_UP });
  progress("asking one by one");
  const alone = await askAlone(target);
  const before = await readFigures(target);
  const start = performance.now();
  progress(
    rate === undefined ? `${connections} connections, ${seconds} s` : `${rate} requests/s, ${seconds} s`,
  );
  const loaded = answered(
    rate === undefined
      ? await loadInTurns(target, { connections, seconds })
      : await loadAtRate(target, { connections, seconds, rate }),
    seconds,
  );
  const after = await readFigures(target);
  const used = usedBetween(before, after, (performance.now() - start) / 1000);
  return {
    url: target.url,
    model: target.model,
    load,
    requestsPerSecond: loaded.answers.good / loaded.seconds,
    failed: loaded.answers.failed,
    alone: breakDown(alone.answers.samples),
    loaded: breakDown(loaded.answers.samples),
    clientBusy: loaded.clientBusy,
    ...(used && { used }),
  };
}

async function askAlone(target: Target): Promise<Loaded> {
  const asked = await loadInTurns(target, { connections: 1, seconds: ALONE });
  if (asked.answers.good > 0) return answered(asked, ALONE);
  return answered(await loadInTurns(target, { connections: 1, seconds: PATIENCE }), PATIENCE);
}

/** A load of which something can be said. */
function answered(loaded: Loaded, seconds: number): Loaded {
  const { samples, good, failed } = loaded.answers;
  if (samples.count > 0) return loaded;
  if (good > 0) throw diagnoseErrors.DIAGNOSE_NO_LAYERS();
  const [status] = Object.keys(failed.statuses);
  if (status !== undefined) throw diagnoseErrors.DIAGNOSE_REFUSED(Number(status), "to every request");
  throw diagnoseErrors.DIAGNOSE_NO_ANSWERS(seconds);
}
