import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { openToolkitRegistry, type ToolkitRegistry } from "../../scripts/snapshot.ts";
import * as edits from "./edits.ts";
import { git, type LinkName, oneRepository, type Project, repositoryEach } from "./project.ts";
import { Team } from "./team.ts";

const ROOT = mkdtempSync(join(tmpdir(), "eslabon-story-"));

const CORRECTION = "avisos_app.jsonl,app-9002,Carpintería";

let toolkit: ToolkitRegistry;
before(async () => {
  toolkit = await openToolkitRegistry(join(ROOT, "toolkit"));
});
after(() => toolkit[Symbol.asyncDispose]());

for (const layout of [oneRepository, repositoryEach]) {
  describe(`a year of the reference chain, ${layout.name}`, () => tellStory(layout));
}

/** One thing after the other: each test begins where the one before it ended. */
function tellStory(layout: (root: string, toolkit: ToolkitRegistry) => Project): void {
  const root = mkdtempSync(join(ROOT, `${layout.name}-`));
  const moments: string[] = [];
  let project: Project;
  let team: Team;

  async function moment(name: string): Promise<void> {
    const plan = await team.everywhere("plan");
    const status = await team.everywhere("status");
    moments.push(`## ${name}\n\n$ eslabon plan\n${plan}\n$ eslabon status\n${status}`);
  }

  async function release(link: LinkName, version: string, ...options: string[]): Promise<void> {
    await team.eslabon(link, "release", link, ...options);
    assert.ok(team.tags().includes(project.tag(link, version)), `${link} ${version} has no tag`);
  }

  async function update(link: "model" | "service", upstream: LinkName, version: string): Promise<void> {
    await team.eslabon(link, "update", link, upstream, version);
    team.commit(link, `build(${link}): take ${upstream} ${version}`);
  }

  /** What the plan says of the links: `data 1.0.1`, nothing of those that have nothing to release. */
  async function planned(): Promise<string[]> {
    const said = [];
    for (const link of ["data", "model", "service"] as const) {
      const plan = JSON.parse(await team.eslabon(link, "plan", link, "--json")) as {
        links: { link: string; next?: string }[];
      };
      said.push(
        ...plan.links.filter(({ next }) => next !== undefined).map((each) => `${each.link} ${each.next!}`),
      );
    }
    return said;
  }

  before(async () => {
    project = layout(root, toolkit);
    team = new Team(project, toolkit);
    await team.begin();
  });

  after(() => {
    const file = join(root, "transcript.txt");
    const parts = [...team.transcript, "", ...moments, team.history()];
    writeFileSync(file, parts.join("\n"));
    process.stdout.write(
      `${moments.join("\n")}\n$ git log --graph --oneline --decorate\n${team.history()}\n`,
    );
    process.stdout.write(`all of it: ${file}\n`);
  });

  it("does not release a model of data that exists only in a folder", async () => {
    edits.depend(project, "model", "@hogar/data", "file:../data");
    team.commit("model", "feat(model): learn from the folder");
    await team.refused("DEPENDENCY_UNPUBLISHED", "model", "release", "model");
    team.takeBack("model");
  });

  it("releases data, model and service 1.0.0", async () => {
    await release("data", "1.0.0");
    await update("model", "data", "1.0.0");
    await release("model", "1.0.0");
    await update("service", "model", "1.0.0");
    await release("service", "1.0.0");
    assert.deepEqual(await planned(), []);
  });

  it("refuses 1.0.0 again", async () => {
    await team.refused("RELEASE_VERSION_TAKEN", "data", "release", "data", "1.0.0");
  });

  it("takes corrected labels as a patch of data and model, delivered by a tag that is pushed", async () => {
    edits.correctLabels(project);
    team.commit("data", "fix(data): the labels that people found wrong");
    await moment("corrections have arrived");
    assert.deepEqual(await planned(), ["data 1.0.1"]);
    await team.refused("RELEASE_VERSION_NOT_GREATER", "data", "release", "data", "0.9.0");

    const repository = project.repository("data");
    const registry =
      layout === oneRepository ? join(repository, ".eslabon/registry") : join(root, "registry");
    await team.eslabon(
      "data",
      "hook",
      "install",
      project.remote("data"),
      "--deliver",
      "--registry",
      registry,
    );
    git(repository, "tag", project.tag("data", "1.0.1"));
    await team.works(repository, "git", "push", "origin", "develop", "--tags");
    await team.works(repository, "git", "fetch", "origin");
    assert.equal(
      git(repository, "rev-parse", "origin/main"),
      git(repository, "rev-parse", `${project.tag("data", "1.0.1")}^{commit}`),
    );

    await update("model", "data", "1.0.1");
    await release("model", "1.0.1");
    assert.deepEqual(await planned(), []);
  });

  it("does not let a bad tag land", async () => {
    const repository = project.repository("data");
    const tag = project.tag("data", "1.0.2");
    git(repository, "tag", tag);
    const push = team.works(repository, "git", "push", "origin", tag);
    await assert.rejects(push, /RELEASE_/u);
    git(repository, "tag", "--delete", tag);
  });

  it("takes new rows as a minor, and a candidate first", async () => {
    edits.addWebClaims(project, 700);
    team.commit("data", "feat(data): the claims of the web");
    await team.refused("RELEASE_VERSION_TOO_SMALL", "data", "release", "data", "1.0.2");
    await release("data", "1.1.0");
    await update("model", "data", "1.1.0");
    await release("model", "1.1.0-rc.1", "--rc");
    await release("model", "1.1.0");
    assert.deepEqual(await planned(), [], "the service is untouched");
    const model = await team.comesWith("service", "@hogar/service@1.0.0", "@hogar/model");
    assert.equal(model, "1.1.0", "who installs it now gets the newest model that it allows");
  });

  it("gives the service a new feature on the new model", async () => {
    await update("service", "model", "1.1.0");
    edits.addRouteOfTrades(project);
    team.commit("service", "feat(service): tell the trades");
    await release("service", "1.1.0");
  });

  it("goes on with data while a service in production is repaired on its own model", async () => {
    edits.addRemainingWebClaims(project, 700);
    team.commit("data", "feat(data): the last claims of the web");
    await release("data", "1.2.0");
    await moment("data is ahead of the model");

    await team.eslabon("service", "hotfix", "service", "1.1.0");
    edits.repairRoute(project);
    team.commit("service", "fix(service): tell the trades in their order");
    await release("service", "1.1.1");
    const trace = await team.eslabon("service", "trace", "service@1.1.1");
    assert.match(trace, /model\S*\s+1\.1\.0/u);
    git(project.repository("service"), "switch", "--quiet", "develop");
    assert.match(git(project.folder("service"), "show", "develop:./service.ts"), /toSorted/u);
  });

  it("takes a new variable as a major, which the service has to pass", async () => {
    edits.addRooms(project);
    team.commit("data", "feat(data)!: the room");
    await team.refused("RELEASE_VERSION_TOO_SMALL", "data", "release", "data", "1.3.0");
    await moment("the structure has changed");
    await release("data", "2.0.0");

    edits.depend(project, "model", "@hogar/data", "3.0.0");
    team.commit("model", "build(model): take data that nobody has released");
    await team.refused("RELEASE_DEPENDENCY_UNRELEASED", "model", "release", "model");
    team.takeBack("model");

    await update("model", "data", "2.0.0");
    edits.readTheRoom(project);
    team.commit("model", "feat(model)!: learn from the room");
    await team.refused("RELEASE_VERSION_TOO_SMALL", "model", "release", "model", "1.2.0");
    await release("model", "2.0.0");
    await update("service", "model", "2.0.0");
    const said = await team.refused("RELEASE_CHECK_FAILED", "service", "release", "service");
    assert.match(said, /estancia/u);
    edits.passTheRoom(project);
    team.commit("service", "feat(service)!: pass the room");
    await release("service", "2.0.0");
  });

  it("does not release a commit whose check fails", async () => {
    edits.breakGoldenExample(project);
    team.commit("model", "fix(model): a bathtub is for the painter");
    await team.refused("RELEASE_CHECK_FAILED", "model", "release", "model");
    team.takeBack("model");
  });

  if (layout === repositoryEach) {
    it("releases from a submodule, where a team keeps the links together so", async () => {
      const together = join(root, "together");
      git(root, "init", "--quiet", "--initial-branch=main", together);
      const allow = ["-c", "protocol.file.allow=always"];
      git(together, ...allow, "submodule", "add", "--quiet", "-b", "develop", project.remote("data"), "data");
      const data = join(together, "data");
      git(data, "config", "user.name", "Ana");
      git(data, "config", "user.email", "ana@example.com");
      await team.works(data, "npm", "ci");
      appendFileSync(join(data, "corrections.csv"), `${CORRECTION}\n`);
      git(data, "commit", "--quiet", "--all", "--message", "fix: one more label");
      await team.works(data, "eslabon", "release", "data");
      assert.match(git(project.remote("data"), "tag"), /^v2\.0\.1$/mu);
    });
  }

  it("verifies every release by building it again", async () => {
    const releases: [LinkName, string[]][] = [
      ["data", ["1.0.0", "1.0.1", "1.1.0", "1.2.0", "2.0.0"]],
      ["model", ["1.0.0", "1.0.1", "1.1.0-rc.1", "1.1.0", "2.0.0"]],
      ["service", ["1.0.0", "1.1.0", "1.1.1", "2.0.0"]],
    ];
    for (const [link, versions] of releases) {
      for (const version of versions) await team.eslabon(link, "verify", `${link}@${version}`);
    }
  });
}
