import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { createInterface } from "node:readline";
import { after, before, describe, it } from "node:test";
import { openRegistry, type Registry } from "@eslabon/chain";
import { newFolder, publish } from "../repository.ts";
import { publishToolkit, type TinyProject, tinyProject } from "../toolkit/tiny-project.ts";

const SERVER = fileURLToPath(new URL("../toolkit/token-registry.ts", import.meta.url));

/** A registry in a process of its own. */
class Server {
  readonly #storage: string;
  #child: ChildProcess | undefined;
  url = "";

  constructor(storage: string) {
    this.#storage = storage;
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, ["--conditions=@eslabon/source", SERVER, this.#storage], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.#child = child;
    for await (const line of createInterface({ input: child.stdout })) {
      this.url = line;
      return;
    }
  }

  async stop(): Promise<void> {
    if (this.#child?.exitCode !== null) return;
    this.#child.kill("SIGKILL");
    await once(this.#child, "exit");
  }

  /** Makes a user, who gets a token. */
  async token(): Promise<string> {
    const response = await fetch(`${this.url}-/user/org.couchdb.user:ana`, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ name: "ana", password: "correct horse battery", type: "user" }),
    });
    const { token } = (await response.json()) as { token: string };
    return token;
  }
}

describe("a registry that wants a token", () => {
  let server: Server;
  let token: string;
  const before_ = process.env.ESLABON_NPM_TOKEN;

  before(async () => {
    server = new Server(await newFolder());
    await server.start();
    token = await server.token();
    process.env.ESLABON_NPM_TOKEN = token;
    await using registry = await openRegistry({ npm: server.url }, "@tiny");
    await publishToolkit(registry);
  });

  after(async () => {
    await server.stop();
    if (before_ === undefined) delete process.env.ESLABON_NPM_TOKEN;
    else process.env.ESLABON_NPM_TOKEN = before_;
  });

  async function projectWith(value: string | undefined): Promise<TinyProject> {
    if (value === undefined) delete process.env.ESLABON_NPM_TOKEN;
    else process.env.ESLABON_NPM_TOKEN = value;
    return tinyProject({ registry: await openRegistry({ npm: server.url }, "@tiny") });
  }

  it("refuses a release without one, and with a wrong one, and nothing is tagged", async () => {
    for (const value of [undefined, "wrong"]) {
      const project = await projectWith(value);
      await assert.rejects(project.release("data"), { code: "REGISTRY_DENIED" });
      assert.deepEqual(await project.tags(), []);
    }
  });

  it("gets a release with it", async () => {
    const project = await projectWith(token);
    assert.equal((await project.release("data")).version, "1.0.0");
    assert.deepEqual(await project.published("data"), ["1.0.0"]);
  });

  it("that may read but not publish leaves no tag behind", async () => {
    const project = await projectWith(token);
    await project.rows("data", "one", "two", "three");
    delete process.env.ESLABON_NPM_TOKEN;
    const anonymous = await openRegistry({ npm: server.url }, "@tiny");
    const registry: Registry = {
      ...project.registry,
      publish: (name, archive, distTag) => anonymous.publish(name, archive, distTag),
    };
    await assert.rejects(project.release("data", { registry, version: "2.0.0" }), {
      code: "REGISTRY_DENIED",
    });
    assert.deepEqual(await project.tags(), []);
  });
});

describe("a registry that does not answer", () => {
  it("is an error before anything is done", async () => {
    await using nowhere = await openRegistry({ npm: "http://127.0.0.1:9/" }, "@tiny");
    const project = await tinyProject();
    await assert.rejects(project.release("data", { registry: nowhere }), { code: "REGISTRY_UNREACHABLE" });
    assert.deepEqual(await project.tags(), []);
    await project.registry[Symbol.asyncDispose]();
  });

  it("from the middle of a release on leaves what can be resumed", async () => {
    const project = await tinyProject();
    let alive = true;
    const dying: Registry = {
      ...project.registry,
      versions: (name) => (alive ? project.registry : gone).versions(name),
      publish: (name, archive, distTag) => {
        alive = false;
        return gone.publish(name, archive, distTag);
      },
    };
    const gone = await openRegistry({ npm: "http://127.0.0.1:9/" }, "@tiny");
    await assert.rejects(project.release("data", { registry: dying }), (error: Error & { code: string }) => {
      assert.equal(error.code, "RELEASE_STOPPED");
      assert.match(error.message, /publish/u);
      return true;
    });
    const { done } = await project.release("data", { resume: true });
    assert.deepEqual(done, ["publish", "merge", "push"]);
    assert.deepEqual(await project.tags(project.remote), ["data@1.0.0"]);
    await project.registry[Symbol.asyncDispose]();
  });
});

describe("a version that somebody else publishes meanwhile", () => {
  it("stays, and nothing of this release does", async () => {
    const project = await tinyProject();
    const registry: Registry = {
      ...project.registry,
      publish: async () => {
        await publish(project.registry, "@tiny/data", "1.0.0", { "rows.txt": "theirs\n" });
        throw new Error("E409");
      },
    };
    await assert.rejects(project.release("data", { registry }), { code: "RELEASE_CONFLICT" });
    assert.deepEqual(await project.tags(), []);
    await assert.rejects(project.release("data", { resume: true }), { code: "RELEASE_NONE_BEGUN" });
    await project.registry[Symbol.asyncDispose]();
  });
});

describe("two releases of a link at once", () => {
  it("are one, and an error that says so", async () => {
    const project = await tinyProject();
    const results = await Promise.allSettled([project.release("data"), project.release("data")]);
    const [refused] = results.filter((each) => each.status === "rejected");
    assert.equal((refused?.reason as { code?: string } | undefined)?.code, "RELEASE_BUSY");
    assert.deepEqual(await project.published("data"), ["1.0.0"]);
    await project.registry[Symbol.asyncDispose]();
  });
});
