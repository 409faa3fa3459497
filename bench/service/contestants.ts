import { join } from "node:path";
import type { Command } from "../child.ts";

const folder = join(import.meta.dirname, "servers");
const peers = join(import.meta.dirname, "peers");

/** How many processes answer: for every contestant one a CPU of the machine that the figures are made for. */
const WORKERS = 2;

/** What the contestants are given. */
export interface Material {
  /** Our model's package. */
  readonly model: string;
  /** scikit-learn's model, as joblib stores it. */
  readonly scikitLearn: string;
  /** A body of JSON as our service would answer, for the one that does not think. */
  readonly answer: string;
}

export interface Contestant {
  /** On the command line. */
  readonly name: string;
  /** In the table. */
  readonly title: string;
  /** What it needs of Python; undefined for those of Node. */
  readonly peer?: Peer;
  /** Where it answers questions. */
  readonly path: string;
  /** The body of a request. */
  readonly question: (text: string) => unknown;
  /** The label that an answer puts first; missing where nobody thinks. */
  readonly firstLabel?: (answer: never) => string;
  /** What starts it on a port. */
  readonly command: (material: Material, port: number) => Command;
}

interface Peer {
  /** Where its program and its requirements.txt are. */
  readonly folder: string;
  /** What of these answers, for the list of versions. */
  readonly software: readonly string[];
}

const asOurs = {
  path: "/api/v2/modelos/bench",
  question: (text: string) => ({ text }),
  firstLabel: ({ classification }: OurAnswer) => classification.tokens[0]!.token,
};
const likeOurs = { ...asOurs, path: "/classify" };

interface OurAnswer {
  readonly classification: { readonly tokens: readonly { readonly token: string }[] };
}

interface InferenceAnswer {
  readonly outputs: readonly { readonly data: readonly string[] }[];
}

const bare: Contestant = {
  name: "bare",
  title: "Fastify, one bare route",
  path: asOurs.path,
  question: asOurs.question,
  command: ({ answer }, port) => node("bare.ts", { PORT: String(port), ANSWER: answer }),
};

const silent: Contestant = {
  name: "eslabon",
  title: "eslabon",
  ...asOurs,
  command: ({ model }, port) =>
    node("eslabon.ts", { PORT: String(port), MODEL: model, ESLABON_LOG_LEVEL: "silent" }),
};

const logging: Contestant = {
  name: "eslabon-log",
  title: "eslabon, a line of log a request",
  ...asOurs,
  command: ({ model }, port) => node("eslabon.ts", { PORT: String(port), MODEL: model }),
};

const flask: Contestant = {
  name: "flask",
  title: "Flask, gunicorn",
  peer: { folder: join(peers, "flask"), software: ["Flask", "gunicorn", "scikit-learn"] },
  ...likeOurs,
  command: (material, port) =>
    // Threads, because its other workers close the connection after each answer.
    python(material, "flask", "gunicorn", [
      ...["--workers", String(WORKERS), "--worker-class", "gthread", "--threads", "8"],
      ...["--bind", `127.0.0.1:${port}`, "app:app"],
    ]),
};

const fastapi: Contestant = {
  name: "fastapi",
  title: "FastAPI, uvicorn",
  peer: { folder: join(peers, "fastapi"), software: ["fastapi", "uvicorn"] },
  ...likeOurs,
  command: (material, port) =>
    python(material, "fastapi", "uvicorn", [
      ...["app:app", "--workers", String(WORKERS), "--port", String(port)],
      ...["--log-level", "warning", "--no-access-log"],
    ]),
};

const bentoml: Contestant = {
  name: "bentoml",
  title: "BentoML",
  peer: { folder: join(peers, "bentoml"), software: ["bentoml"] },
  ...likeOurs,
  command: (material, port) =>
    python(
      material,
      "bentoml",
      "bentoml",
      ["serve", "app:Classifier", "--host", "127.0.0.1", "--port", String(port)],
      { BENTOML_DO_NOT_TRACK: "True", BENTOML_CONFIG_OPTIONS: "api_server.logging.access.enabled=false" },
    ),
};

const mlserver: Contestant = {
  name: "mlserver",
  title: "MLServer",
  peer: { folder: join(peers, "mlserver"), software: ["mlserver"] },
  path: "/v2/models/bench/infer",
  question: (text) => ({ inputs: [{ name: "text", shape: [1], datatype: "BYTES", data: [text] }] }),
  firstLabel: ({ outputs }: InferenceAnswer) => outputs[0]!.data[0]!,
  command: (material, port) =>
    python(material, "mlserver", "mlserver", ["start", "."], {
      MLSERVER_HOST: "127.0.0.1",
      MLSERVER_HTTP_PORT: String(port),
      MLSERVER_GRPC_PORT: "0",
      MLSERVER_METRICS_PORT: "0",
      MLSERVER_PARALLEL_WORKERS: String(WORKERS),
      MLSERVER_DEBUG: "false",
    }),
};

export const contestants: readonly Contestant[] = [bare, silent, logging, flask, fastapi, bentoml, mlserver];

/** The one whose answer the bare route repeats. */
export const ours = silent;

/** What is built, as it is shipped: without the condition that shows sources. */
function node(file: string, environment: Readonly<Record<string, string>>): Command {
  return {
    program: "sh",
    arguments: [join(folder, "twice.sh"), process.execPath, join(folder, file)],
    environment: { ...environment, NODE_OPTIONS: "" },
  };
}

/** One thread a worker: libraries take one a core unless they are told otherwise, and the workers have the cores already. */
const oneThread = { OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1", MKL_NUM_THREADS: "1" };

function python(
  { scikitLearn }: Material,
  peer: string,
  program: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Command {
  const own = join(peers, peer);
  return {
    program: join(own, ".venv/bin", program),
    arguments: args,
    folder: own,
    environment: {
      ...oneThread,
      ...environment,
      MODEL_FILE: scikitLearn,
      PYTHONPATH: `${peers}:${own}`,
      PYTHONDONTWRITEBYTECODE: "1",
    },
  };
}
