import assert from "node:assert/strict";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
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
    const began = performance.now();
    const result = await run(this.folder, this.env, program, args);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    this.transcript.push(
      `$ ${program} ${args.join(" ")}   # ${seconds} s, exit ${result.code}`,
      result.out.trimEnd(),
    );
    return result;
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
