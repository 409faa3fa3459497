import { run } from "../program.ts";
import type { Builder } from "./builder.ts";
import { dockerfileArgs } from "./dockerfile-args.ts";
import { temporaryName } from "./temporary-name.ts";

interface Inspected {
  readonly FromImageDigest: string;
  readonly OCIv1: { readonly rootfs: { readonly diff_ids: readonly string[] } };
}

export const buildah: Builder = {
  name: "buildah",
  build: async (request) => {
    const name = temporaryName();
    const options = ["--format=docker", `--timestamp=${request.epoch}`, "--layers=false", "--tag", name];
    try {
      await run("buildah", ["build", ...options, ...dockerfileArgs(request)]);
      await run("buildah", ["push", name, `docker-archive:${request.archive}:${name}`]);
    } finally {
      await run("buildah", ["rmi", "--force", name]);
    }
  },
  fetchBase: async (image) => {
    await run("buildah", ["pull", "--policy=missing", image]);
    const { FromImageDigest, OCIv1 } = JSON.parse(
      await run("buildah", ["inspect", "--type=image", image]),
    ) as Inspected;
    return { digest: FromImageDigest || undefined, layers: OCIv1.rootfs.diff_ids };
  },
};
