import type { BuildRequest } from "./builder.ts";

/** The arguments that all builders share. The registry may be one on this machine, so the build is on the host's network. */
export function dockerfileArgs({ args, secrets, context }: BuildRequest): string[] {
  return [
    ...Object.entries(args).flatMap(([name, value]) => ["--build-arg", `${name}=${value}`]),
    ...Object.entries(secrets).flatMap(([id, file]) => ["--secret", `id=${id},src=${file}`]),
    "--network=host",
    context,
  ];
}
