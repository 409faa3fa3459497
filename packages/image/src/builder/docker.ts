import { run } from "../program.ts";
import type { Builder } from "./builder.ts";
import { dockerfileArgs } from "./dockerfile-args.ts";
import { fetchByInspecting } from "./inspect.ts";

export const docker: Builder = {
  name: "docker",
  build: async (request) => {
    const { epoch, archive } = request;
    // https://docs.docker.com/build/ci/github-actions/reproducible-builds/
    const options = [
      "--build-arg",
      `SOURCE_DATE_EPOCH=${epoch}`,
      "--provenance=false",
      "--output",
      `type=docker,dest=${archive},rewrite-timestamp=true`,
    ];
    await run("docker", ["buildx", "build", ...options, ...dockerfileArgs(request)]);
  },
  fetchBase: (image) => fetchByInspecting("docker", image),
};
