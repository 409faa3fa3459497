import { run } from "../program.ts";
import type { Builder } from "./builder.ts";
import { dockerfileArgs } from "./dockerfile-args.ts";
import { fetchByInspecting } from "./inspect.ts";
import { temporaryName } from "./temporary-name.ts";

export const podman: Builder = {
  name: "podman",
  build: async (request) => {
    const name = temporaryName();
    // Only Docker's own format keeps a HEALTHCHECK; in one layer, since layers of the base are shared, and those of the image change together.
    const options = ["--format=docker", `--timestamp=${request.epoch}`, "--layers=false", "--tag", name];
    try {
      await run("podman", ["build", ...options, ...dockerfileArgs(request)]);
      await run("podman", ["save", "--format=docker-archive", "--output", request.archive, name]);
    } finally {
      await run("podman", ["rmi", "--force", name]);
    }
  },
  fetchBase: (image) => fetchByInspecting("podman", image),
};
