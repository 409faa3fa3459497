import { join } from "node:path";
import { scratchFolder } from "@eslabon/link";
import { temporaryName } from "../builder/temporary-name.ts";
import { packArchive } from "../layout/archive.ts";
import { run } from "../program.ts";
import type { Runner } from "./runner.ts";

/** An image that can be run here, until it is disposed of. */
export interface LoadedImage extends AsyncDisposable {
  readonly runner: Runner;
  readonly name: string;
}

export async function loadImage(runner: Runner, layout: string): Promise<LoadedImage> {
  const name = temporaryName();
  using work = await scratchFolder("image");
  const archive = join(work.path, "image.tar");
  await packArchive(layout, archive, name);
  await run(runner, ["load", "--input", archive]);
  return {
    runner,
    name,
    [Symbol.asyncDispose]: async () => {
      await run(runner, ["rmi", "--force", name]);
    },
  };
}
