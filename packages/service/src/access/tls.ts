import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Server } from "node:https";
import { createSecureContext } from "node:tls";
import type { FastifyInstance } from "fastify";
import type { ServiceConfig } from "../config/schema.ts";
import { ChangingFiles } from "../changing-files.ts";

/** How a connection is encrypted. */
export interface Tls {
  readonly cert: string;
  readonly key: string;
  readonly minVersion: "TLSv1.2";
  /** How long a client may take to agree on how, in milliseconds. */
  readonly handshakeTimeout: number;
}

const HANDSHAKE_TIMEOUT = 10_000;

/** @throws when a file cannot be read, or the key is not the certificate's. */
export async function readTls({ certificate, key }: ServiceConfig["tls"]): Promise<Tls | undefined> {
  if (certificate === undefined || key === undefined) return undefined;
  const tls: Tls = {
    cert: await readFile(certificate, "utf8"),
    key: await readFile(key, "utf8"),
    minVersion: "TLSv1.2",
    handshakeTimeout: HANDSHAKE_TIMEOUT,
  };
  createSecureContext(tls);
  return tls;
}

/** When the certificate ends. */
function endOf({ cert }: Tls): Date {
  return new Date(new X509Certificate(cert).validTo);
}

/** Takes a renewed certificate without a restart; one that is broken, or half there, is not taken. */
export async function renewTls(app: FastifyInstance, config: ServiceConfig["tls"]): Promise<void> {
  const files = [config.certificate, config.key].filter((file) => file !== undefined);
  if (files.length === 0) return;
  const renew = async (): Promise<void> => {
    try {
      const tls = (await readTls(config))!;
      (app.server as unknown as Server).setSecureContext(tls);
      app.log.info({ validTo: endOf(tls) }, "certificate read");
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      app.log.warn({ cause: code }, "the certificate stays as it was: the new one cannot be used");
    }
  };
  const changes = await ChangingFiles.watch(files, renew);
  app.addHook("onClose", () => changes.stop());
}
