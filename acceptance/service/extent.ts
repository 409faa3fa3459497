/** With `RECORD=1` as long as what stands in the documentation, which it is written into; else as long as one waits for at work. */
export const isRecord = process.env.RECORD === "1";

export const OVERLOAD_SECONDS = isRecord ? 60 : 10;
export const SOAK_MINUTES = Number(process.env.SOAK_MINUTES ?? (isRecord ? 30 : 1));
/** In the record so many that the heap has settled after the first fifth. */
export const FUZZED = Number(process.env.FUZZED ?? (isRecord ? 300_000 : 5000));
/** Of each operation, by schemathesis. */
export const EXAMPLES = isRecord ? 200 : 30;
