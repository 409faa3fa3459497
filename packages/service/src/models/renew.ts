import { join } from "node:path";
import { loadModel } from "@eslabon/model";
import type { FastifyInstance } from "fastify";
import { ChangingFiles } from "../changing-files.ts";
import type { ServedModel } from "./served-model.ts";

/** On a terminal it says that the terminal is gone, and the service with it. */
export const RENEWING: readonly "SIGHUP"[] = process.stdout.isTTY ? [] : ["SIGHUP"];

const FILES = ["model.json", "weights.bin", "model.onnx"];

/** A model and the folder that its package was read from. */
export interface FromFolder {
  readonly served: ServedModel;
  readonly folder: string;
}

/** Takes a later version of a model without a restart, when its files change or on SIGHUP; one that is not right, or half there, is not taken. */
export async function renewModels(app: FastifyInstance, models: readonly FromFolder[]): Promise<void> {
  if (models.length === 0) return;
  const renewals = await Promise.all(models.map((each) => renewal(app, each)));
  const renewAll = (): void => {
    for (const { renew } of renewals) void renew();
  };
  for (const signal of RENEWING) process.on(signal, renewAll);
  app.addHook("onClose", () => {
    for (const signal of RENEWING) process.off(signal, renewAll);
    for (const { changes } of renewals) changes.stop();
  });
}

interface Renewal {
  readonly renew: () => Promise<void>;
  readonly changes: ChangingFiles;
}

async function renewal({ log }: FastifyInstance, { served, folder }: FromFolder): Promise<Renewal> {
  const renew = async (): Promise<void> => {
    const { name } = served;
    const { version } = served.manifest;
    try {
      served.replace(await loadModel(folder));
      log.info({ model: name, from: version, to: served.manifest.version }, "model read");
    } catch (error) {
      log.warn({ model: name, version, cause: (error as Error).message }, "the model stays as it was");
    }
  };
  const changes = await ChangingFiles.watch(
    FILES.map((file) => join(folder, file)),
    renew,
  );
  return { renew, changes };
}
