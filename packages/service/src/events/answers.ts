import type { Input, Prediction } from "@eslabon/model";
import type { RecentAnswers } from "../feedback/recent-answers.ts";
import type { ModelInUse } from "../models/model-in-use.ts";
import { cloudEvent } from "./cloud-event.ts";
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

/** Tells of the answers that are given. */
export class Answers {
  readonly #listeners: Listeners;
  #due = 0;

  constructor(listeners: Listeners = {}) {
    this.#listeners = listeners;
  }

  /** Called by every route that classifies. */
  note({ manifest, versions }: ModelInUse, id: string, input: Input, prediction: Prediction): void {
    const { events, recent, scrub } = this.#listeners;
    if (!scrub) return;
    const wanted = events !== undefined && this.#isSampled() && events.hasRoom();
    if (!recent && !wanted) return;
    const answer = givenAnswer(scrub, manifest, id, input, prediction);
    recent?.add(answer);
    if (wanted) events.emit(cloudEvent("eslabon.prediction", { model: manifest.name, versions }, answer));
  }

  /** Every tenth answer and not one in ten by chance: the share is what was asked for, however few there are. */
  #isSampled(): boolean {
    this.#due += this.#listeners.sample ?? 1;
    if (this.#due < 1) return false;
    this.#due -= 1;
    return true;
  }
}
