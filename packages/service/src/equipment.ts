import type { FastifyBaseLogger, FastifyInstance } from "fastify";
import type { Registry } from "prom-client";
import { Access } from "./access/access.ts";
import { securitySchemes } from "./access/document.ts";
import { type Guards, guardRoutes } from "./access/guard.ts";
import { RateLimit } from "./access/rate.ts";
import { renewTls } from "./access/tls.ts";
import type { ServiceConfig } from "./config/schema.ts";
import { Answers } from "./events/answers.ts";
import { Events } from "./events/events.ts";
import type { Scrub } from "./events/given-answer.ts";
import { openSink } from "./events/sink.ts";
import { FeedbackFile } from "./feedback/feedback-file.ts";
import { RecentAnswers } from "./feedback/recent-answers.ts";
import { feedback } from "./feedback/route.ts";
import type { Serving } from "./serving.ts";

interface About {
  readonly registry: Registry;
  readonly logger: FastifyBaseLogger;
}

interface Opened {
  readonly access: Access | undefined;
  readonly file: FeedbackFile | undefined;
  readonly scrub: Scrub | undefined;
}

/** What a configuration asks for beside answers: who may ask and how often, what is told of answers, and what people say of them. */
export class Equipment {
  readonly #config: ServiceConfig;
  readonly #guards: Guards;
  readonly #events: Events | undefined;
  readonly #file: FeedbackFile | undefined;
  readonly #recent: RecentAnswers | undefined;
  readonly answers: Answers;

  static async open(config: ServiceConfig, about: About): Promise<Equipment> {
    const { file } = config.feedback;
    const isHeard = file !== undefined || config.events.to !== undefined;
    return new Equipment(config, about, {
      access: await Access.open(config.access, about.logger),
      file: file === undefined ? undefined : await FeedbackFile.open(file),
      scrub: isHeard ? (await import("@eslabon/personal-data")).scrub : undefined,
    });
  }

  private constructor(config: ServiceConfig, { registry, logger }: About, { access, file, scrub }: Opened) {
    const { rate, events, feedback } = config;
    const { perSecond } = rate;
    const sink = openSink(events.to);
    this.#config = config;
    this.#guards = {
      access,
      rate: perSecond === undefined ? undefined : new RateLimit({ perSecond, burst: rate.burst }),
    };
    this.#events = sink && new Events(sink, registry, logger);
    this.#file = file;
    this.#recent = file && new RecentAnswers(feedback.answers);
    this.answers = new Answers({ events: this.#events, sample: events.sample, recent: this.#recent, scrub });
  }

  /** How callers say who they are, for the OpenAPI document. */
  get securitySchemes(): object {
    return securitySchemes(this.#guards);
  }

  /** Before the routes, which it guards; and lets what it opened end with the application. */
  async guard(app: FastifyInstance): Promise<void> {
    guardRoutes(app, this.#guards);
    await renewTls(app, this.#config.tls);
    app.addHook("onClose", async () => {
      await this.#events?.close();
      await this.#file?.close();
    });
  }

  async addRoutes(app: FastifyInstance, serving: Serving): Promise<void> {
    const [file, recent] = [this.#file, this.#recent];
    if (file && recent) await app.register(feedback, { ...serving, file, recent, events: this.#events });
  }
}
