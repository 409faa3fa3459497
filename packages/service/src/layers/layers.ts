export const LAYERS = ["queue", "parse", "model", "service"] as const;
export type LayerName = (typeof LAYERS)[number];

/** What a request's time went into, in milliseconds. One is made for each request, so it is as small as can be. */
export class Layers implements Readonly<Record<LayerName, number>> {
  /** From when the service had it until work on it began. */
  queue: number;
  /** Reading, parsing and validating its head and body, with the time that the body took to come. */
  parse = 0;
  /** The model's predictions and explanations. */
  model = 0;
  /** All else, until the answer is handed to the socket. */
  service = 0;
  #start: number;
  #read = false;

  constructor(queue: number, start: number) {
    this.queue = queue;
    this.#start = start;
  }

  /** Its turn has come: what has passed until now was waiting. */
  endQueue(): void {
    const now = performance.now();
    this.queue += now - this.#start;
    this.#start = now;
  }

  /** All of it is here, and valid. */
  endParse(): void {
    this.parse = performance.now() - this.#start;
    this.#read = true;
  }

  /** The answer is ready; what was refused before all of it was read was being parsed until then. */
  end(): void {
    const spent = performance.now() - this.#start;
    if (this.#read) this.service = spent - this.parse - this.model;
    else this.parse = spent;
  }

  /** As the header `Server-Timing`, to the microsecond. */
  toString(): string {
    return `queue;dur=${rounded(this.queue)}, parse;dur=${rounded(this.parse)}, model;dur=${rounded(this.model)}, service;dur=${rounded(this.service)}`;
  }
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}
