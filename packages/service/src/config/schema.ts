import { type Static, Type } from "typebox";

/** What a setting says of itself beside what JSON Schema has words for. */
interface About {
  readonly description: string;
  readonly unit?: string;
  /** Other environment variables that say the same, for who knows them by these. */
  readonly aliases?: readonly string[];
  /** Whether it is a path, or what stands before one: in a file it is relative to that file. */
  readonly path?: true | "file:";
}

const text = (about: About & { readonly default?: string; readonly pattern?: string }) =>
  Type.String({ minLength: 1, ...about });
const path = (about: About) => Type.Optional(text({ ...about, path: true }));
const integer = (
  about: About & { readonly default?: number; readonly minimum?: number; readonly maximum?: number },
) => Type.Integer({ minimum: 0, ...about });
const closed = { additionalProperties: false } as const;

const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

/**
 * All that an operator may set. Each setting is an environment variable too: `tls.certificate` is `ESLABON_TLS_CERTIFICATE`,
 * `rate.perSecond` is `ESLABON_RATE_PER_SECOND`.
 */
export const ServiceConfig = Type.Object(
  {
    host: text({
      default: "127.0.0.1",
      aliases: ["HOST"],
      description: "The address to listen on. `0.0.0.0` is every one of this machine.",
    }),
    port: integer({
      default: 8080,
      maximum: 65_535,
      aliases: ["PORT"],
      description: "The port to listen on. 0 takes a free one.",
    }),
    proxies: Type.Optional(
      text({
        description:
          "Addresses or networks of the proxies before the service, separated by commas: `10.0.0.0/8`. Only their `X-Forwarded-For` is believed.",
      }),
    ),
    tls: Type.Object(
      {
        certificate: path({
          description: "The certificate with its chain, PEM. Read again when it changes.",
        }),
        key: path({ description: "The certificate's private key, PEM." }),
      },
      closed,
    ),
    access: Type.Object(
      {
        keys: path({ description: "The file of API keys. Read again when it changes." }),
        issuer: Type.Optional(
          text({
            pattern: "^https?://",
            description: "Who issues the bearer tokens: the `iss` that they must have.",
          }),
        ),
        audience: Type.Optional(
          text({ description: "Whom the tokens must be meant for: the `aud` that they must have." }),
        ),
        jwks: Type.Optional(
          text({
            pattern: "^https?://",
            description:
              "Where the issuer's public keys are. Unless given, what the issuer's `/.well-known/openid-configuration` says.",
          }),
        ),
      },
      closed,
    ),
    rate: Type.Object(
      {
        perSecond: Type.Optional(
          Type.Number({
            exclusiveMinimum: 0,
            unit: "requests per second",
            description: "What each caller may ask in the long run. No limit unless given.",
          }),
        ),
        burst: Type.Optional(
          integer({
            minimum: 1,
            unit: "requests",
            description: "What each caller may ask at once. As many as in one second unless given.",
          }),
        ),
      },
      closed,
    ),
    queue: Type.Object(
      {
        waiting: integer({
          default: 1000,
          unit: "requests",
          description: "How many may wait to be answered; more are turned away.",
        }),
        seconds: Type.Number({
          default: 10,
          exclusiveMinimum: 0,
          unit: "seconds",
          description: "The longest that one may wait.",
        }),
        target: Type.Number({
          default: 0.05,
          exclusiveMinimum: 0,
          unit: "seconds",
          description:
            "The longest that requests should wait while more come than can be answered; who would wait longer is turned away at once.",
        }),
      },
      closed,
    ),
    batch: Type.Object(
      {
        rows: integer({
          default: 10_000,
          minimum: 1,
          unit: "rows",
          description: "How many texts a batch may have.",
        }),
        bytes: integer({
          default: 10_000_000,
          minimum: 1000,
          unit: "bytes",
          description: "How large a batch may be.",
        }),
        atOnce: integer({
          default: 4,
          minimum: 1,
          unit: "batches",
          description: "How many batches may be there at a time; more are turned away.",
        }),
      },
      closed,
    ),
    log: Type.Object(
      {
        level: Type.Enum(LOG_LEVELS, {
          default: "info",
          description: "The least that is logged. `silent` is nothing.",
        }),
        file: path({ description: "A file for the log beside standard output, with older ones behind it." }),
        size: integer({
          default: 100_000,
          minimum: 1000,
          unit: "bytes",
          description: "The most that each of the log's files holds.",
        }),
        count: integer({
          default: 2,
          minimum: 1,
          unit: "files",
          description: "How many files the log may have, the oldest of which is dropped.",
        }),
      },
      closed,
    ),
    telemetry: Type.Object(
      {
        endpoint: Type.Optional(
          text({
            pattern: "^https?://",
            aliases: ["OTEL_EXPORTER_OTLP_ENDPOINT"],
            description: "Where OpenTelemetry's traces go, by OTLP over HTTP.",
          }),
        ),
        sample: Type.Number({
          default: 1,
          minimum: 0,
          maximum: 1,
          unit: "share",
          description:
            "Of how many requests there are traces, where their callers do not say: all are 1, one in ten 0.1.",
        }),
      },
      closed,
    ),
    events: Type.Object(
      {
        to: Type.Optional(
          text({
            pattern: "^(stdout|file:.+|kafka:[^/]+/.+)$",
            path: "file:",
            description:
              "Where events of answers go: `stdout`, `file:answers.jsonl` or `kafka:broker:9092,broker:9092/topic`.",
          }),
        ),
        sample: Type.Number({
          default: 1,
          minimum: 0,
          maximum: 1,
          unit: "share",
          description: "Of how many answers events are made: all are 1, one in ten 0.1.",
        }),
      },
      closed,
    ),
    feedback: Type.Object(
      {
        file: path({ description: "The file that people's labels are appended to." }),
        answers: integer({
          default: 10_000,
          minimum: 1,
          unit: "answers",
          description: "How many answers are remembered for the labels that people may give them.",
        }),
      },
      closed,
    ),
    versions: Type.Object(
      {
        image: Type.Optional(text({ description: "The version of the image that the service runs in." })),
        chart: Type.Optional(text({ description: "The version of the chart that deployed it." })),
      },
      closed,
    ),
  },
  closed,
);
export type ServiceConfig = Static<typeof ServiceConfig>;
