import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { access, cp, mkdir, mkdtemp, readFile, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { before, describe, it } from "node:test";
import { Validator } from "@seriousme/openapi-schema-validator";
import { digestFolder, type Link, listFiles, silent } from "@eslabon/link";
import { serviceLink } from "@eslabon/service";
import { writeFieldsModel } from "./fields-model.ts";
import { writeTinyModel } from "./model.ts";
import { info, installToolkit, loadService, serviceProject } from "./project.ts";

const SERVICE = `import { defineService, Type } from "@eslabon/service";
import type { Input, Label, Model } from "@hogar/model";
import { urgentLabels } from "./rules/urgent.ts";
import texts from "./texts.json" with { type: "json" };

const schema = { summary: "Is it urgent?", querystring: Type.Object({ texto: Type.String() }) };

export default defineService<Input, Model>({
  v1: { texto: "texto" },
  extend: (app, model) => {
    app.get("/api/urgent", { schema }, ({ query }) => {
      const label: Label = model.predict({ texto: query.texto })[0]!.label;
      return { urgent: urgentLabels.includes(label), said: texts.said };
    });
  },
});
`;
const URGENT = `import type { Label } from "@hogar/model";

export const urgentLabels: readonly Label[] = ["Fontanería"];
`;
const FILES = {
  "service.ts": SERVICE,
  "rules/urgent.ts": URGENT,
  "rules/unused.ts": "export const unused = 1;\n",
  "texts.json": '{ "said": "yes" }\n',
  LICENSE: "do what you like\n",
  "package.json": JSON.stringify({
    name: "@hogar/service",
    type: "module",
    dependencies: { "left-pad": "^1.3.0", "@hogar/model": "^1.1.0" },
    devDependencies: { "@eslabon/service": "~0.0.0", eslabon: "0.0.0" },
  }),
};

/** Of which nothing has to be compiled along. */
const BARE = "export default {};\n";

const model = await writeTinyModel();

async function build(link: Link, upstream = model): Promise<string> {
  const out = join(await mkdtemp(join(tmpdir(), "eslabon-built-")), "service");
  await link.build!({ upstream, out, progress: silent });
  return out;
}

async function readPackageFile(folder: string): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as Record<string, unknown>;
}

/** Installs packages in an empty folder, as npm does, and gives the folder of the service there. */
async function install(service: string, modelFolder: string | undefined): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "eslabon-empty-"));
  await installToolkit(root, false);
  const scope = join(root, "node_modules/@hogar");
  await mkdir(scope);
  if (modelFolder !== undefined) await symlink(modelFolder, join(scope, "model"));
  await cp(service, join(scope, "service"), { recursive: true });
  return join(scope, "service");
}

interface Run {
  readonly url?: string;
  readonly said: string;
  readonly stop: () => Promise<number | null>;
}

/** Runs `start.js` until it listens, or until it ends. */
async function start(folder: string, env: Record<string, string>): Promise<Run> {
  const args = ["--conditions=@eslabon/source", "start.js"];
  const child = spawn(process.execPath, args, { cwd: folder, env: { PATH: process.env.PATH, ...env } });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const stop = (): Promise<number | null> => {
    child.kill("SIGTERM");
    return ended;
  };
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  for await (const line of createInterface({ input: child.stdout })) {
    const [, url] = /listening at (http:[^"]+)"/u.exec(line) ?? [];
    if (url !== undefined) return { url, said, stop };
  }
  return { said, stop: () => ended };
}

describe("a service's package", () => {
  let folder: string;
  let link: Link;
  let out: string;

  before(async () => {
    folder = await serviceProject(FILES);
    link = await loadService(folder);
    out = await build(link);
  });

  it("holds the code that the service needs as JavaScript, and what starts and describes it", async () => {
    assert.deepEqual(await listFiles(out), [
      "LICENSE",
      "README.md",
      "openapi.json",
      "package.json",
      "rules/urgent.js",
      "service.js",
      "start.js",
      "texts.json",
    ]);
    const code = await readFile(join(out, "service.js"), "utf8");
    assert.match(code, /from "\.\/rules\/urgent\.js"/u);
    assert.doesNotMatch(code, /@hogar\/model/u);
  });

  it("needs what the link needs, the model by the range that stands there", async () => {
    const { name, bin, dependencies, devDependencies } = await readPackageFile(out);
    assert.deepEqual(
      [name, bin, devDependencies],
      ["@hogar/service", { "hogar-service": "start.js" }, undefined],
    );
    assert.deepEqual(dependencies, {
      "@eslabon/service": "~0.0.0",
      "@hogar/model": "^1.1.0",
      "left-pad": "^1.3.0",
    });
  });

  it("needs the model that it was built with where nothing else is said", async () => {
    const bare = await serviceProject({ "service.ts": BARE });
    const { dependencies } = await readPackageFile(await build(await loadService(bare)));
    assert.deepEqual(dependencies, { "@eslabon/service": "^0.0.0", "@hogar/model": "^1.1.0" });
  });

  it("has the same bytes when it is made again, elsewhere", async () => {
    const again = await build(await loadService(await serviceProject(FILES)));
    assert.equal(await digestFolder(again), await digestFolder(out));
    assert.deepEqual(await link.compare!(out, again), []);
  });

  it("describes the service as it answers", async () => {
    const document = JSON.parse(await readFile(join(out, "openapi.json"), "utf8")) as Record<string, unknown>;
    const { valid, errors } = await new Validator().validate(document);
    assert.ok(valid, JSON.stringify(errors));
    assert.ok("/api/urgent" in (document.paths as object));
    assert.match(
      await readFile(join(out, "README.md"), "utf8"),
      /\| `GET \/api\/urgent` \| Is it urgent\? \|/u,
    );
  });

  it("starts with the model that is installed beside it, and answers", async () => {
    const { url, stop } = await start(await install(out, model), { PORT: "0" });
    assert.match(url ?? "", /^http:\/\/127\.0\.0\.1:\d+$/u);
    const answer = await fetch(`${url}/api/v1/modelo?texto=${encodeURIComponent("gotea el grifo")}`);
    assert.equal(((await answer.json()) as [string, number][])[0]?.[0], "Fontanería");
    assert.equal(answer.headers.get("eslabon-model-version"), "1.1.0");
    const urgent = await fetch(`${url}/api/urgent?texto=${encodeURIComponent("gotea el grifo")}`);
    assert.deepEqual(await urgent.json(), { urgent: true, said: "yes" });
    const document = (await (await fetch(`${url}/openapi.json`)).json()) as { paths: object };
    assert.ok("/api/urgent" in document.paths);
    assert.equal(await stop(), 0);
  });

  it("says that the model is not installed, or that PORT is none, and ends with 2", async () => {
    const without = await start(await install(out, undefined), { PORT: "0" });
    assert.match(without.said, /^error SERVICE_MODEL_ABSENT: @hogar\/model .*\n {2}fix: /u);
    assert.equal(await without.stop(), 2);
    const wrong = await start(await install(out, model), { PORT: "http" });
    assert.match(wrong.said, /^error SERVICE_CONFIG_INVALID: [^]*PORT/u);
    assert.equal(await wrong.stop(), 2);
  });

  it("stamped is to the byte what is built with that version", async () => {
    const stamped = join(await mkdtemp(join(tmpdir(), "eslabon-stamped-")), "service");
    await cp(out, stamped, { recursive: true });
    await link.stamp!(stamped, "1.2.0-rc.1");
    const file = join(stamped, "package.json");
    await writeFile(file, (await readFile(file, "utf8")).replace('"0.0.0"', '"1.2.0-rc.1"'));
    const built = await build(await loadService(folder, { version: "1.2.0-rc.1" }));
    assert.equal(await digestFolder(stamped), await digestFolder(built));
    assert.notEqual(await digestFolder(stamped), await digestFolder(out));
  });

  it("calls for a step by its interface", async () => {
    const bare = await build(await loadService(await serviceProject({ "service.ts": BARE })));
    assert.deepEqual(await link.compare!(bare, out), [{ what: "GET /api/urgent added", step: "minor" }]);
    assert.deepEqual(await link.compare!(out, bare), [{ what: "GET /api/urgent removed", step: "major" }]);
    await assert.rejects(link.compare!(out, folder), { code: "SERVICE_PACKAGE_BROKEN" });
  });
});

const mapping = (v1: string): string => `import { defineService } from "@eslabon/service";
import type { Input } from "@hogar/model";

export default defineService<Input>({ v1: ${v1} });
`;

describe("a service whose model needs another field", () => {
  it("does not compile until its code passes it", async () => {
    const next = await writeFieldsModel();
    const link = await loadService(await serviceProject({ "service.ts": mapping('{ texto: "texto" }') }));
    await assert.rejects(build(link, next), {
      code: "SERVICE_TYPES",
      message: /service\.ts:4:39 .*"importe", "canal", "fecha"/u,
    });
    const all = '{ texto: "texto", importe: "importe", canal: "canal", fecha: "fecha" }';
    const passing = await serviceProject({ "service.ts": mapping(all) });
    const out = await build(await loadService(passing), next);
    assert.match(await readFile(join(out, "openapi.json"), "utf8"), /"name": "importe"/u);
  });
});

describe("what cannot be compiled is told with the place, and nothing is written:", () => {
  for (const [what, files, code, message] of [
    [
      "a label that the model does not tell",
      { "urgent.ts": URGENT.replace("Fontanería", "Pintura") },
      "SERVICE_TYPES",
      /urgent\.ts:3:\d+ .*"Pintura"/u,
    ],
    [
      "a module that is not there",
      { "urgent.ts": 'import "./gone.ts";\n' },
      "SERVICE_TYPES",
      /urgent\.ts:1:8 .*gone/u,
    ],
    [
      "a tsconfig.json that is wrong",
      { "tsconfig.json": '{ "compilerOptions": { "strct": true } }' },
      "SERVICE_TYPES",
      /strct/u,
    ],
    [
      "a module outside of the folder",
      { "urgent.ts": 'import "../outside.ts";\n', "../outside.ts": "export {};\n" },
      "SERVICE_MODULE_FOREIGN",
      /outside\.js/u,
    ],
    [
      "a module with a name that the package has for another",
      { "urgent.ts": 'import "./start.ts";\n', "start.ts": "export {};\n" },
      "SERVICE_MODULE_NAME",
      /start\.js/u,
    ],
  ] as const) {
    it(what, async () => {
      const folder = await serviceProject({
        "urgent.ts": "",
        "service.ts": `import "./urgent.ts";\n${BARE}`,
        ...files,
      });
      const out = join(folder, "../build/service");
      const link = serviceLink({}, folder, info);
      await assert.rejects(link.build!({ upstream: model, out, progress: silent }), { code, message });
      await assert.rejects(access(out));
    });
  }

  it("a project without TypeScript, also by its check", async () => {
    const link = await loadService(await serviceProject({ "service.ts": BARE }, false));
    await assert.rejects(build(link), { code: "SERVICE_COMPILER_MISSING" });
    const { passed, checks } = await link.check({ upstream: model, artifact: "" });
    const failed = checks.filter((check) => !check.passed);
    assert.deepEqual([passed, failed.map(({ name }) => name)], [false, ["types"]]);
    assert.match(failed[0]!.detail, /npm install --save-dev typescript/u);
  });
});
