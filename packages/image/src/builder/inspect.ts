import { run } from "../program.ts";
import type { BaseImage } from "./builder.ts";

interface Inspected {
  /** `docker.io/library/node@sha256:…` */
  readonly RepoDigests: readonly string[] | null;
  readonly RootFS: { readonly Layers: readonly string[] };
}

/** As podman and docker tell of an image. */
export async function fetchByInspecting(program: "podman" | "docker", image: string): Promise<BaseImage> {
  const inspect = (): Promise<string> => run(program, ["image", "inspect", image]);
  const text = await inspect().catch(async () => {
    await run(program, ["pull", "--quiet", image]);
    return inspect();
  });
  const [{ RepoDigests, RootFS }] = JSON.parse(text) as [Inspected];
  return { digest: RepoDigests?.[0]?.split("@")[1], layers: RootFS.Layers };
}
