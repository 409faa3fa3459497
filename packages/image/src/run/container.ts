import { randomBytes, randomInt } from "node:crypto";
import { run } from "../program.ts";
import type { LoadedImage } from "./load-image.ts";

const PORT = 8080;
/** From where OpenShift takes the users of its projects. */
const [FIRST_USER, LAST_USER] = [1_000_000_000, 2_000_000_000];
const CPUS = 2;
const MEBIBYTES = 512;

interface Limits {
  readonly cpus?: number | undefined;
  readonly mebibytes?: number | undefined;
}

export interface ContainerOptions {
  readonly limits: Limits;
  /** Whether its port is published on this machine's loopback; without, it has no network at all. */
  readonly port: boolean;
  /** Whether its files can be written, for who wants to break some; not unless given. */
  readonly writable?: boolean;
}

/** A container under the limits of production, until it is disposed of: see {@link createContainer}. */
export interface Container extends AsyncDisposable {
  readonly user: number;
  /** Puts a file of this machine into it. */
  put(file: string, place: string): Promise<void>;
  start(): Promise<void>;
  /** Where it answers. */
  url(): Promise<string>;
  /** Runs a command in it; its exit code, and what it printed. */
  exec(command: readonly string[]): Promise<Executed>;
  /** When its process was started, in milliseconds since 1970. */
  startedAt(): Promise<number>;
  signal(name: "TERM"): Promise<void>;
  /** Waits for the end of its process; its exit code. */
  ended(): Promise<number>;
  logs(): Promise<string>;
}

export interface Executed {
  readonly passed: boolean;
  readonly said: string;
}

/**
 * Makes a container as a strict cluster would: some user of the group 0, a root file system that cannot be written, no capabilities, no new
 * privileges, limited memory and CPU.
 */
export async function createContainer(
  { runner, name: image }: LoadedImage,
  { limits: { cpus = CPUS, mebibytes = MEBIBYTES }, port, writable = false }: ContainerOptions,
): Promise<Container> {
  const name = `eslabon-${randomBytes(8).toString("hex")}`;
  const user = randomInt(FIRST_USER, LAST_USER);
  const command = (...args: string[]): Promise<string> => run(runner, args);
  await command(
    "create",
    `--name=${name}`,
    // Asked by who tests it, and by nobody else at the same time.
    "--no-healthcheck",
    ...(writable ? [] : ["--read-only"]),
    // podman would mount some folders in memory that can be written.
    ...(runner === "podman" && !writable ? ["--read-only-tmpfs=false"] : []),
    `--user=${user}:0`,
    "--cap-drop=ALL",
    "--security-opt=no-new-privileges",
    `--cpus=${cpus}`,
    `--memory=${mebibytes}m`,
    port ? `--publish=127.0.0.1::${PORT}` : "--network=none",
    image,
  );
  return {
    user,
    put: async (file, place) => {
      await command("cp", file, `${name}:${place}`);
    },
    start: async () => {
      await command("start", name);
    },
    url: async () => {
      const [address] = (await command("port", name, `${PORT}/tcp`)).split("\n");
      return `http://${address!}`;
    },
    exec: (program) =>
      command("exec", name, ...program).then(
        (said) => ({ passed: true, said }),
        (error: unknown) => ({ passed: false, said: (error as Error).message }),
      ),
    startedAt: async () => {
      const time = await command("inspect", "--format={{json .State.StartedAt}}", name);
      return Date.parse(JSON.parse(time) as string);
    },
    signal: async (signal) => {
      await command("kill", `--signal=${signal}`, name);
    },
    ended: async () => Number(await command("wait", name)),
    logs: () => command("logs", name),
    [Symbol.asyncDispose]: async () => {
      await command("rm", "--force", "--volumes", name);
    },
  };
}
