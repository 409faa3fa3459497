import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  environment,
  git,
  type LinkName,
  LINKS,
  type Project,
  readJson,
  run,
  type Run,
  writeJson,
} from "./project.ts";

/** A team at work on a project: what they type, and what they see. */
export class Team {
  readonly project: Project;
  private readonly env: NodeJS.ProcessEnv;
  /** What was typed and printed, for people to read. */
  readonly transcript: string[] = [];

  constructor(project: Project, toolkit: { readonly url: string; readonly version: string }) {
    this.project = project;
    this.env = environment(toolkit, join(project.repository("data"), "node_modules/.bin"));
  }

  /** `npm install` wherever there is a package.json, and the first commit. */
  async begin(): Promise<void> {
    for (const repository of this.project.repositories) {
      await this.works(repository, "npm", "install");
      git(repository, "add", ".");
      git(repository, "commit", "--quiet", "--message", "chore: begin");
      git(repository, "switch", "--quiet", "--create", "develop");
      git(repository, "push", "--quiet", "origin", "main", "develop");
    }
  }

  /** `eslabon` in a link's repository; it must work. */
  eslabon(link: LinkName, ...args: string[]): Promise<string> {
    return this.works(this.project.repository(link), "eslabon", ...args);
  }

  /** `eslabon` in a link's repository; it must refuse with a code, and publish and tag nothing. */
  async refused(code: string, link: LinkName, ...args: string[]): Promise<string> {
    const before = this.tags();
    const { code: exit, out, err } = await this.type(this.project.repository(link), "eslabon", args);
    assert.ok(exit === 1 || exit === 2, `eslabon ${args.join(" ")} ended with ${exit}\n${out}${err}`);
    assert.match(out + err, new RegExp(`\\b${code}\\b`, "u"));
    assert.deepEqual(this.tags(), before);
    return out + err;
  }

  /** Which version of a package comes along when another one is installed somewhere now. */
  async comesWith(link: LinkName, installed: string, dependency: string): Promise<unknown> {
    const folder = mkdtempSync(join(tmpdir(), "eslabon-elsewhere-"));
    const registry = spawn("eslabon", ["registry", "--port", "0", "--uplink"], {
      cwd: this.project.repository(link),
      env: this.env,
      stdio: ["ignore", "pipe", "inherit"],
    });
    try {
      const [line] = (await once(registry.stdout.setEncoding("utf8"), "data")) as [string];
      writeFileSync(join(folder, ".npmrc"), line);
      writeJson(join(folder, "package.json"), { private: true });
      await this.works(folder, "npm", "install", installed);
      return readJson(join(folder, "node_modules", dependency, "package.json")).version;
    } finally {
      registry.kill("SIGINT");
      await once(registry, "exit");
    }
  }

  commit(link: LinkName, message: string): void {
    const folder = this.project.folder(link);
    git(folder, "add", ".");
    git(folder, "commit", "--quiet", "--message", message);
    this.transcript.push(`$ git commit --message "${message}"`);
  }

  /** Takes back the last commit of a link's repository. */
  takeBack(link: LinkName): void {
    git(this.project.folder(link), "reset", "--quiet", "--hard", "HEAD~1");
  }

  tags(): string[] {
    return this.project.repositories.flatMap((repository) => git(repository, "tag").split("\n"));
  }

  history(): string {
    const graph = ["log", "--graph", "--oneline", "--decorate", "--branches", "--tags"];
    return this.project.repositories.map((repository) => git(repository, ...graph)).join("\n\n");
  }

  /** In each repository, since each has a part of the chain only, or all of it. */
  async everywhere(...args: string[]): Promise<string> {
    const links = this.project.repositories.length === 1 ? LINKS.slice(0, 1) : LINKS;
    const printed = [];
    for (const link of links) printed.push(await this.eslabon(link, ...args));
    return printed.join("");
  }

  async works(folder: string, program: string, ...args: string[]): Promise<string> {
    const { code, out, err } = await this.type(folder, program, args);
    assert.equal(code, 0, `${program} ${args.join(" ")} ended with ${code}\n${out}${err}`);
    return out;
  }

  async type(folder: string, program: string, args: readonly string[]): Promise<Run> {
    const began = performance.now();
    const result = await run(folder, this.env, program, args);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    this.transcript.push(`$ ${program} ${args.join(" ")}   # ${seconds} s, exit ${result.code}`);
    this.transcript.push((result.out + result.err).trimEnd());
    return result;
  }
}
