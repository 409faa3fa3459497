import { resolve } from "node:path";
import {
  type Budget,
  compareLevels,
  findModel,
  type Level,
  type LevelName,
  type LevelReport,
  LEVELS,
  measureModel,
  observeLevel,
} from "@eslabon/diagnose";
import { EslabonError, type Progress } from "@eslabon/link";
import { loadModel, type Manifest } from "@eslabon/model";
import type { BenchDefinition } from "../chain/config.ts";
import { loadChain, madeArtifact } from "../chain/load.ts";
import { urlOf } from "../environments/find-deployment.ts";
import { cliErrors } from "../errors.ts";
import { parseUrl, SHARE_OF_MODEL } from "./options.ts";
import { startOwnService } from "./own-service.ts";
import { type AskedModel, readInputs } from "./read-inputs.ts";

/** What the command line says; the chain's `bench` holds for what it does not. */
export interface BenchOptions extends BenchDefinition {
  /** Those of which something is known unless given. */
  readonly levels: readonly LevelName[];
  /** The folder of a model package; the chain's unless given. */
  readonly model?: string;
  /** The URL of the system, or the name of one of the chain's environments. */
  readonly url?: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The definition with all that it leaves open. */
interface Plan {
  readonly levels: readonly LevelName[];
  readonly data: string | undefined;
  readonly seconds: number;
  readonly connections: number;
  readonly budget: Budget;
  /** The folder of its package. */
  readonly model: () => Promise<string>;
  readonly url: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** How the service of its own is started. */
  readonly serve: readonly string[];
}

/** Measures each level by the same texts, for as long and with as many callers. */
export async function benchLevels(
  options: BenchOptions,
  from: string,
  progress: Progress,
): Promise<LevelReport> {
  const plan = await planOf(options, from);
  const levels: Level[] = [];
  for (const name of LEVELS.filter((level) => plan.levels.includes(level))) {
    const say: Progress = (message) => progress(`${name}: ${message}`);
    levels.push(await measurements[name](plan, from, say));
  }
  return compareLevels(levels, plan.budget);
}

const measurements: Readonly<Record<LevelName, (plan: Plan, from: string, say: Progress) => Promise<Level>>> =
  {
    model: async ({ model: place, data, seconds }, from, say) => {
      const folder = await place();
      const model = await loadModel(folder);
      const { inputs } = await readInputs(askedModel(model.manifest), data, from);
      say(`${seconds} s`);
      return { ...measureModel(model, inputs, seconds), where: folder };
    },
    service: async (plan, from, say) => {
      say("starting it");
      await using service = await startOwnService(plan.serve);
      return await measureService("service", service.url, plan, from, say);
    },
    system: (plan, from, say) => measureService("system", plan.url!, plan, from, say),
  };

async function measureService(
  name: "service" | "system",
  url: string,
  { data, headers, budget, seconds, connections }: Plan,
  from: string,
  progress: Progress,
): Promise<Level> {
  const address = { url, headers: name === "system" ? headers : {} };
  const model = await findModel(address);
  const { inputs } = await readInputs(model, data, from);
  const target = { ...address, model: model.name, inputs };
  return observeLevel(target, { name, budget, load: { seconds, connections }, progress });
}

function askedModel({ fields, limits, golden }: Manifest): AskedModel {
  const extra = (fields.extra ?? []).map(({ name, type, required }) => ({ name, type, required }));
  return {
    field: fields.text,
    fields: extra,
    maxLength: limits.textLength,
    examples: golden.map(({ text }) => text),
  };
}

async function planOf(options: BenchOptions, from: string): Promise<Plan> {
  const chain = await chainOrNone(from);
  const said = given(options);
  const { seconds = 10, connections = 16, budget = 150, modelBudget } = { ...chain?.bench, ...said };
  const url = await placeOf(options.url, chain?.environments);
  return {
    levels: levelsOf(options.levels, url),
    // What the configuration says is relative to it.
    data: said.data ?? (chain?.bench.data === undefined ? undefined : resolve(chain.root, chain.bench.data)),
    seconds,
    connections,
    budget: { total: budget, model: modelBudget ?? budget * SHARE_OF_MODEL },
    model: () => modelFolder(options.model, from),
    url,
    headers: options.headers,
    serve: options.model === undefined ? ["up"] : ["serve", options.model, "--quiet"],
  };
}

function levelsOf(named: readonly LevelName[], url: string | undefined): readonly LevelName[] {
  if (named.includes("system") && url === undefined)
    throw cliErrors.CLI_USAGE("the level “system” needs --url");
  return named.length > 0 ? named : LEVELS.filter((level) => level !== "system" || url !== undefined);
}

async function modelFolder(folder: string | undefined, from: string): Promise<string> {
  return folder ?? madeArtifact(await loadChain(from), "model");
}

/** Without what is not there, which would hide what the chain says. */
function given({ data, seconds, connections, budget, modelBudget }: BenchOptions): BenchDefinition {
  const all = { data, seconds, connections, budget, modelBudget };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

async function chainOrNone(from: string): Promise<Awaited<ReturnType<typeof loadChain>> | undefined> {
  try {
    return await loadChain(from);
  } catch (error) {
    if (error instanceof EslabonError && error.code === "CLI_NO_CHAIN") return undefined;
    throw error;
  }
}

async function placeOf(
  url: string | undefined,
  environments: Readonly<Record<string, string>> = {},
): Promise<string | undefined> {
  if (url === undefined) return undefined;
  const place = environments[url];
  return parseUrl(place === undefined ? url : await urlOf(place));
}
