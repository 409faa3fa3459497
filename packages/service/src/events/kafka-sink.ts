import type { Producer } from "kafkajs";
import type { EventSink } from "./sink.ts";

/** Of a connection and of one request, in milliseconds. */
const CONNECTION_TIMEOUT = 3000;
const REQUEST_TIMEOUT = 10_000;
const RETRIES = 3;

const CONTENT_TYPE = "application/cloudevents+json; charset=UTF-8";

/** Sends each event as a message of a topic, in CloudEvents' structured mode: `kafka:broker:9092,broker:9092/topic`. */
export function kafkaSink(to: string): EventSink {
  const [brokers = "", topic = ""] = to.replace(/^kafka:/u, "").split("/", 2);
  let producer: Producer | undefined;
  let opened: Promise<Producer> | undefined;

  /** Opened by the first events, and again by later ones when there was no broker. */
  const open = async (): Promise<Producer> => {
    const { Kafka, logLevel } = await import("kafkajs");
    const kafka = new Kafka({
      clientId: "eslabon",
      brokers: brokers.split(","),
      connectionTimeout: CONNECTION_TIMEOUT,
      requestTimeout: REQUEST_TIMEOUT,
      retry: { retries: RETRIES },
      // What fails is thrown too, and counted.
      logLevel: logLevel.NOTHING,
    });
    producer = kafka.producer({ allowAutoTopicCreation: false });
    await producer.connect();
    return producer;
  };

  return {
    async send(events) {
      opened ??= open().catch((error: unknown) => {
        opened = undefined;
        throw error;
      });
      const connected = await opened;
      const messages = events.map(({ key, json }) => ({
        key,
        value: json,
        headers: { "content-type": CONTENT_TYPE },
      }));
      await connected.send({ topic, messages });
    },
    async close() {
      await producer?.disconnect();
    },
  };
}
