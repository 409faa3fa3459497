import type { Input, Manifest, Prediction } from "@eslabon/model";
import type { RecentAnswers } from "../feedback/recent-answers.ts";
import { cloudEvent, type EventOrigin } from "./cloud-event.ts";
import type { Events } from "./events.ts";
import { givenAnswer, type Scrub } from "./given-answer.ts";

/** Who wants to know of the answers that were given; nobody, where nothing is configured. */
export interface Listeners {
  readonly events?: Events | undefined;
  /** Of how many answers there is an event: all are 1. */
  readonly sample?: number;
  readonly recent?: RecentAnswers | undefined;
  /** Loaded where somebody listens, and not by every service that starts. */
  readonly scrub?: Scrub | undefined;
}

/** Tells of the answers that a model gives. */
export class Answers {
  readonly #manifest: Manifest;
  readonly #origin: EventOrigin;
  readonly #listeners: Listeners;
  #due = 0;

  constructor(manifest: Manifest, origin: EventOrigin, listeners: Listeners = {}) {
    this.#manifest = manifest;
    this.#origin = origin;
    this.#listeners = listeners;
  }

  /** Called by every route that classifies. */
  note(id: string, input: Input, prediction: Prediction): void {
    const { events, recent, scrub } = this.#listeners;
    if (!scrub) return;
    const wanted = events !== undefined && this.#isSampled() && events.hasRoom();
    if (!recent && !wanted) return;
    const answer = givenAnswer(scrub, this.#manifest, id, input, prediction);
    recent?.add(answer);
    if (wanted) events.emit(cloudEvent("eslabon.prediction", this.#origin, answer));
  }

  /** Every tenth answer and not one in ten by chance: the share is what was asked for, however few there are. */
  #isSampled(): boolean {
    this.#due += this.#listeners.sample ?? 1;
    if (this.#due < 1) return false;
    this.#due -= 1;
    return true;
  }
}
