import { access, constants, readFile, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { parseKeys } from "../access/key-lines.ts";
import { readTls } from "../access/tls.ts";
import { TRACING_PACKAGES } from "../telemetry/tracing.ts";
import type { ServiceConfig } from "./schema.ts";

/** What is wrong with the files that a configuration names. */
export async function checkFiles(config: ServiceConfig): Promise<string[]> {
  const { log, feedback, events } = config;
  const found = await Promise.all([
    checkKeys(config.access.keys),
    checkTls(config.tls),
    checkWritable("log.file", log.file),
    checkWritable("feedback.file", feedback.file),
    checkWritable("events.to", /^file:(.+)$/su.exec(events.to ?? "")?.[1]),
    checkKafka(events.to),
    checkTracing(config.telemetry),
  ]);
  return found.flat();
}

async function checkKeys(file: string | undefined): Promise<string[]> {
  if (file === undefined) return [];
  try {
    const { keys, wrong } = parseKeys(await readFile(file, "utf8"));
    if (keys.length + wrong.length === 0) return [`access.keys: ${file} holds no key`];
    return wrong.map((each) => `access.keys: ${file}, ${each}`);
  } catch (error) {
    return [`access.keys: ${file} cannot be read (${codeOf(error)})`];
  }
}

async function checkTls(tls: ServiceConfig["tls"]): Promise<string[]> {
  const files = Object.entries(tls);
  const unreadable = await Promise.all(
    files.map(([name, file]) =>
      readFile(file).then(
        () => [],
        (error: unknown) => [`tls.${name}: ${file} cannot be read (${codeOf(error)})`],
      ),
    ),
  );
  if (unreadable.flat().length > 0) return unreadable.flat();
  return readTls(tls).then(
    () => [],
    (error: unknown) => [`tls.certificate and tls.key do not go together (${codeOf(error)})`],
  );
}

/** A file that is there, or a folder in which it can be made. */
async function checkWritable(key: string, file: string | undefined): Promise<string[]> {
  if (file === undefined) return [];
  try {
    const there = await stat(file).catch(() => undefined);
    if (there?.isDirectory()) return [`${key}: ${file} is a folder`];
    await access(there ? file : dirname(resolve(file)), constants.W_OK);
    return [];
  } catch (error) {
    return [`${key}: ${file} cannot be written (${codeOf(error)})`];
  }
}

async function checkKafka(to: string | undefined): Promise<string[]> {
  if (!to?.startsWith("kafka:")) return [];
  return import("kafkajs").then(
    () => [],
    () => ["events.to: the npm package kafkajs is not installed, which writes to Kafka"],
  );
}

async function checkTracing({ endpoint }: ServiceConfig["telemetry"]): Promise<string[]> {
  if (endpoint === undefined) return [];
  const found = await Promise.allSettled(TRACING_PACKAGES.map((name) => import(name)));
  if (found.every(({ status }) => status === "fulfilled")) return [];
  return [`telemetry.endpoint: not all of ${TRACING_PACKAGES.join(" ")} is installed, which sends traces`];
}

const codeOf = (error: unknown): string =>
  (error as NodeJS.ErrnoException).code ?? "it is not what it should be";
