import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { text } from "node:stream/consumers";
import { parse, stringify } from "yaml";
import { environment, git, readJson, run, type Run, toolkitPackages, writeJson } from "../chain/project.ts";

const HOGAR = join(import.meta.dirname, "../../examples/hogar");
const TEST = "environments/test.yaml";

interface Toolkit {
  readonly url: string;
  readonly version: string;
}

/** The reference chain in a repository of its own, and what is typed there. */
export class Hogar {
  readonly folder: string;
  private readonly env: NodeJS.ProcessEnv;
  /** Commands, how long they took and what they printed. */
  readonly transcript: string[] = [];

  constructor(root: string, toolkit: Toolkit, env: NodeJS.ProcessEnv) {
    this.folder = join(root, "hogar");
    const filter = (path: string): boolean =>
      !/\/(?:node_modules|build|\.eslabon)(?:\/|$)/u.test(path.slice(HOGAR.length));
    cpSync(HOGAR, this.folder, { recursive: true, filter });
    const bin = join(this.folder, "node_modules/.bin");
    this.env = { ...environment(toolkit, bin), ...env, PATH: [bin, env.PATH].join(delimiter) };
    writeJson(join(this.folder, "package.json"), packageJson(toolkit));
    writeFileSync(join(this.folder, ".gitignore"), "node_modules/\nbuild/\n.eslabon/\n");
    writeFileSync(join(this.folder, ".npmrc"), "omit-lockfile-registry-resolved=true\n");
  }

  async begin(remote: string): Promise<void> {
    mkdirSync(remote);
    git(remote, "init", "--quiet", "--bare", "--initial-branch=main");
    git(this.folder, "init", "--quiet", "--initial-branch=main");
    git(this.folder, "config", "user.name", "Ana");
    git(this.folder, "config", "user.email", "ana@example.com");
    git(this.folder, "remote", "add", "origin", remote);
    await this.works("npm", "install");
    this.commit("chore: begin");
    git(this.folder, "switch", "--quiet", "--create", "develop");
    git(this.folder, "push", "--quiet", "origin", "main", "develop");
  }

  commit(message: string): void {
    git(this.folder, "add", ".");
    git(this.folder, "commit", "--quiet", "--allow-empty", "--message", message);
  }

  /** A command that has to work; what it printed. */
  async works(program: string, ...args: string[]): Promise<string> {
    const { code, out, err } = await this.type(program, ...args);
    assert.equal(code, 0, `${program} ${args.join(" ")} ended with ${code}\n${out}${err}`);
    return out;
  }

  async type(program: string, ...args: string[]): Promise<Run> {
    return this.tell([program, ...args].join(" "), run(this.folder, this.env, program, args));
  }

  /** Types a command, and Ctrl-C when the time has come: all of its programs get it, as from a terminal. */
  async interrupt(time: () => Promise<unknown>, program: string, ...args: string[]): Promise<Run> {
    const child = spawn(program, args, { cwd: this.folder, env: this.env, detached: true });
    const ended = Promise.all([once(child, "close"), text(child.stdout), text(child.stderr)]).then(
      ([[code], out, err]) => ({ code: Number(code), out, err }),
    );
    const ctrlC = time().finally(() => process.kill(-child.pid!, "SIGINT"));
    const [result] = await Promise.all([this.tell(`${program} ${args.join(" ")}  ^C`, ended), ctrlC]);
    return result;
  }

  private async tell(command: string, running: Promise<Run>): Promise<Run> {
    const began = performance.now();
    const result = await running;
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    this.transcript.push(`$ ${command}   # ${seconds} s, exit ${result.code}`, result.out.trimEnd());
    return result;
  }

  /** Changes a file of the sources, and commits it. */
  edit(message: string, name: string, from: string, to: string): void {
    const file = join(this.folder, name);
    writeFileSync(file, readFileSync(file, "utf8").replace(from, to));
    this.commit(message);
  }

  /** Changes the file of the test environment, and commits it. */
  change(message: string, edit: (environment: TestEnvironment) => void): void {
    const file = join(this.folder, TEST);
    const content = parse(readFileSync(file, "utf8")) as TestEnvironment;
    edit(content);
    writeFileSync(file, stringify(content));
    this.commit(message);
  }

  /** Takes back the last commit. */
  takeBack(): void {
    git(this.folder, "reset", "--quiet", "--hard", "HEAD~1");
  }
}

/** What tests change of `environments/test.yaml`. */
export interface TestEnvironment {
  image: string;
  load?: object;
  values: {
    config?: object;
    expose: { annotations?: object };
    resources: { limits: { cpu: string; memory: string }; requests: { cpu: string; memory: string } };
    autoscaling: { minReplicas: number; maxReplicas: number };
    networkPolicy: { egress?: object };
    runAsUser?: number;
  };
}

function packageJson(toolkit: Toolkit): object {
  const { dependencies, ...info } = readJson(join(HOGAR, "package.json")) as { dependencies: object };
  return { ...info, ...toolkitPackages(toolkit, Object.keys(dependencies)) };
}
