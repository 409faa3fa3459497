import { defineErrors } from "./errors.ts";

export const chainErrors = defineErrors({
  CHAIN_FOLDER_BUSY: (folder: string) => ({
    message: `${folder} is being written by another run`,
    fix: "wait for it to end and try again",
  }),
  CHAIN_FOLDER_FOREIGN: (folder: string) => ({
    message: `${folder} exists and was not written by eslabon`,
    fix: "choose another folder, or remove this one yourself",
  }),
  CHAIN_WRITE_FAILED: (folder: string, cause: Error) => ({
    message: `${folder} could not be written: ${cause.message}`,
    fix: "free some disk space or correct the permissions; what was there before is untouched",
    cause,
  }),
  CHAIN_ARTIFACT_MISSING: (folder: string, link: string) => ({
    message: `there is no ${link} in ${folder}`,
    fix: `build it first: eslabon build ${link}`,
  }),
});
