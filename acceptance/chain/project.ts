import { execFile, execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";

const REPOSITORY = join(import.meta.dirname, "../..");
const HOGAR = join(REPOSITORY, "examples/hogar");

const DECLARATIONS = {
  data: "dataset.ts",
  model: "model.ts",
  service: "service.ts",
  image: "image.ts",
} as const;

export type LinkName = keyof typeof DECLARATIONS;
/** Those that are npm packages. */
export const LINKS: readonly LinkName[] = ["data", "model", "service"];

/** What a command printed and how it ended. */
export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The reference chain in repositories of its own, as a team would have it. */
export interface Project {
  readonly layout: "one repository" | "a repository each";
  /** Of a link. */
  readonly folder: (link: LinkName) => string;
  readonly repository: (link: LinkName) => string;
  readonly repositories: readonly string[];
  /** The bare repository that a link's commits are pushed to. */
  readonly remote: (link: LinkName) => string;
  readonly tag: (link: LinkName, version: string) => string;
}

interface Toolkit {
  readonly url: string;
  readonly version: string;
}

/** A user's environment: npm hands what is configured in this repository on to the programs that it starts. */
export function environment(toolkit: Toolkit, bin: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => name !== "NODE_OPTIONS" && !name.startsWith("npm_") && !name.startsWith("GIT_"),
  );
  return {
    ...Object.fromEntries(kept),
    PATH: `${bin}${delimiter}${process.env.PATH}`,
    npm_config_registry: toolkit.url,
    npm_config_prefer_offline: "true",
    NO_COLOR: "1",
  };
}

export function git(folder: string, ...args: string[]): string {
  return execFileSync("git", args, { cwd: folder, encoding: "utf8" }).trimEnd();
}

interface ProjectOptions {
  /** Those of npm packages unless given. */
  readonly links?: readonly LinkName[];
  /** As the configuration names them; folders in the project unless given. */
  readonly registries?: Readonly<Record<string, string>>;
}

/** All links in one repository, the toolkit in its root. */
export function oneRepository(
  root: string,
  toolkit: Toolkit,
  { links = LINKS, registries }: ProjectOptions = {},
): Project {
  const repository = join(root, "hogar");
  for (const link of links) copyLink(link, join(repository, link));
  const info = { name: "hogar", private: true, type: "module", ...toolkitPackages(toolkit) };
  writeJson(join(repository, "package.json"), info);
  writeConfig(
    repository,
    Object.fromEntries(links.map((link) => [link, `${link}/${DECLARATIONS[link]}`])),
    registries,
  );
  const project: Project = {
    layout: "one repository",
    folder: (link) => join(repository, link),
    repository: () => repository,
    repositories: [repository],
    remote: () => join(root, "hogar.git"),
    tag: (link, version) => `${link}@${version}`,
  };
  share(repository, project.remote("data"));
  return project;
}

/** Each link in a repository of its own, and with it the toolkit; they share the registry. */
export function repositoryEach(root: string, toolkit: Toolkit): Project {
  const repository = (link: LinkName): string => join(root, `hogar-${link}`);
  const remote = (link: LinkName): string => join(root, `hogar-${link}.git`);
  for (const link of LINKS) {
    const folder = repository(link);
    copyLink(link, folder);
    const file = join(folder, "package.json");
    writeJson(file, { ...readJson(file), ...toolkitPackages(toolkit) });
    writeConfig(folder, { [link]: DECLARATIONS[link] }, { npm: join(root, "registry") });
    share(folder, remote(link));
  }
  return {
    layout: "a repository each",
    folder: repository,
    repository,
    repositories: LINKS.map(repository),
    remote,
    tag: (_link, version) => `v${version}`,
  };
}

export function readJson(file: string): Record<string, unknown> {
  return JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
}

export function writeJson(file: string, value: unknown): void {
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
}

/** Runs a program and tells what came of it. */
export function run(
  folder: string,
  env: NodeJS.ProcessEnv,
  program: string,
  args: readonly string[],
): Promise<Run> {
  return new Promise((resolve) => {
    execFile(program, args, { cwd: folder, env, encoding: "utf8" }, (error, out, err) =>
      resolve({ code: typeof error?.code === "number" ? error.code : Number(error !== null), out, err }),
    );
  });
}

/** A link of the reference chain as it is in this repository, without what is installed or built. */
function copyLink(link: LinkName, folder: string): void {
  const filter = (path: string): boolean => !/node_modules|build/u.test(path.slice(HOGAR.length));
  cpSync(join(HOGAR, link), folder, { recursive: true, filter });
}

const TOOLKIT = ["eslabon", "@eslabon/data", "@eslabon/image", "@eslabon/model", "@eslabon/service"];

/** What a `package.json` says so that the toolkit is installed as users install it. */
export function toolkitPackages({ version }: Toolkit, names = TOOLKIT): Record<string, unknown> {
  return {
    devDependencies: {
      ...Object.fromEntries(names.map((name) => [name, version])),
      node: "^24.21.0",
      typescript: "^6.0.3",
    },
    // Mirrors of the registry may lack a tag that Verdaccio asks for, and the newest DuckDB for other platforms.
    overrides: { "node-fetch": "2.6.7", "@duckdb/node-api": "1.5.5-r.5" },
    allowScripts: { node: true },
  };
}

function writeConfig(
  folder: string,
  links: Record<string, string>,
  registries?: Readonly<Record<string, string>>,
): void {
  const config = { name: "hogar", links, ...(registries && { registries }) };
  const text = `import { defineChain } from "eslabon";\n\nexport default defineChain(${JSON.stringify(config, null, 2)});\n`;
  writeFileSync(join(folder, "eslabon.config.ts"), text);
  writeFileSync(join(folder, ".gitignore"), "node_modules/\nbuild/\n.eslabon/\n");
  // Lockfiles say what is installed, and leave to npm's configuration from where.
  writeFileSync(join(folder, ".npmrc"), "omit-lockfile-registry-resolved=true\n");
}

function share(repository: string, remote: string): void {
  mkdirSync(remote);
  git(remote, "init", "--quiet", "--bare", "--initial-branch=main");
  git(repository, "init", "--quiet", "--initial-branch=main");
  git(repository, "config", "user.name", "Ana");
  git(repository, "config", "user.email", "ana@example.com");
  git(repository, "remote", "add", "origin", remote);
}
