import { fileURLToPath } from "node:url";

/** The folder of what this package puts into images. */
export const CONTAINER = fileURLToPath(new URL("../../container/", import.meta.url));

export const OWN_FILES = ["Dockerfile", "health.mjs"] as const;
