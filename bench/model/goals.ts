/** What ours shall reach. */
export interface Goal {
  /** As people call the measure. */
  readonly name: string;
  /** Where the figure comes from: the part of the benchmark, the set, the measure. */
  readonly part: string;
  readonly set: string;
  readonly measure: string;
  readonly better: "more" | "less";
  readonly unit: "%" | "points" | "" | "s" | "µs" | "MB";
  readonly atLeast: number;
  /** What is aimed at beyond that. */
  readonly goal?: number;
  /** The figures are not absolute, but are relative to the best of these contestants on the same rows. */
  readonly relativeTo?: {
    readonly name: string;
    readonly contestants: readonly string[];
    readonly by: "factor" | "difference";
  };
}

const LINEAR_SVC = { name: "LinearSVC", contestants: ["linear-svc"], by: "factor" } as const;
const SCIKIT_LEARN = {
  name: "the best scikit-learn",
  contestants: ["linear-svc", "logistic-regression", "hashing-linear-svc"],
  by: "difference",
} as const;

const table: readonly Omit<Goal, "part">[] = [
  {
    set: "banking77",
    name: "accuracy",
    measure: "accuracy",
    better: "more",
    unit: "%",
    atLeast: 0.92,
    goal: 0.925,
  },
  {
    set: "clinc150",
    name: "accuracy",
    measure: "accuracy",
    better: "more",
    unit: "%",
    atLeast: 0.932,
    goal: 0.94,
  },
  {
    set: "fbmtod-es",
    name: "accuracy",
    measure: "accuracy",
    better: "more",
    unit: "%",
    atLeast: 0.985,
    goal: 0.988,
  },
  {
    set: "fbmtod-es",
    name: "macro-F1",
    measure: "macroF1",
    better: "more",
    unit: "%",
    atLeast: 0.885,
    goal: 0.895,
  },
  {
    set: "hogar",
    name: "accuracy",
    measure: "accuracy",
    better: "more",
    unit: "%",
    atLeast: 0.01,
    relativeTo: SCIKIT_LEARN,
  },
  ...["banking77", "clinc150"].map((set) => ({
    set,
    name: "training, CPU",
    measure: "trainingCpuSeconds",
    better: "less" as const,
    unit: "s" as const,
    atLeast: 1 / 2,
    goal: 1 / 4,
    relativeTo: LINEAR_SVC,
  })),
  {
    set: "banking77",
    name: "one text, mean",
    measure: "meanMicroseconds",
    better: "less",
    unit: "µs",
    atLeast: 40,
    goal: 20,
  },
  {
    set: "banking77",
    name: "one text, p99",
    measure: "p99Microseconds",
    better: "less",
    unit: "µs",
    atLeast: 150,
  },
  {
    set: "banking77",
    name: "stored",
    measure: "modelBytes",
    better: "less",
    unit: "MB",
    atLeast: 6e6,
    goal: 3e6,
  },
  {
    set: "banking77",
    name: "ECE",
    measure: "calibrationError",
    better: "less",
    unit: "",
    atLeast: 0.03,
    goal: 0.02,
  },
  {
    set: "clinc150",
    name: "out-of-scope AUROC",
    measure: "outOfScopeAuroc",
    better: "more",
    unit: "",
    atLeast: 0.965,
    goal: 0.975,
  },
];

const few: readonly Omit<Goal, "part">[] = [
  {
    set: "banking77",
    name: "accuracy, 5 rows a label",
    measure: "accuracy, 5 rows a label",
    better: "more",
    unit: "%",
    atLeast: 0.67,
  },
  {
    set: "banking77",
    name: "accuracy, 10 rows a label",
    measure: "accuracy, 10 rows a label",
    better: "more",
    unit: "%",
    atLeast: 0.775,
  },
];

const robust: readonly Omit<Goal, "part">[] = ["banking77", "clinc150", "fbmtod-es", "hogar"].flatMap((set) =>
  [
    { way: "accents removed", atLeast: 0.02 },
    { way: "ALL CAPITALS", atLeast: 0.02 },
    { way: "typos", atLeast: 0.05 },
    { way: "extra punctuation", atLeast: 0.02 },
    { way: "emoji", atLeast: 0.02 },
  ].map(({ way, atLeast }) => ({
    set,
    name: `loss, ${way}`,
    measure: `loss, ${way}`,
    better: "less" as const,
    unit: "points" as const,
    atLeast,
  })),
);

const latency: readonly Omit<Goal, "part">[] = [
  {
    set: "banking77",
    name: "mean of 100,000",
    measure: "mean of 100,000",
    better: "less",
    unit: "µs",
    atLeast: 40,
    goal: 20,
  },
  {
    set: "banking77",
    name: "p99 of 100,000",
    measure: "p99 of 100,000",
    better: "less",
    unit: "µs",
    atLeast: 150,
  },
];

const incremental: readonly Omit<Goal, "part">[] = ["banking77", "clinc150"].flatMap((set) =>
  ["10 % of the rows are new", "3 % of the labels were wrong"].flatMap((change) => [
    {
      set,
      name: `less than in full, ${change}`,
      measure: `loss, ${change}`,
      better: "less" as const,
      unit: "points" as const,
      atLeast: 0.002,
    },
    {
      set,
      name: `of the time in full, ${change}`,
      measure: `time, ${change}`,
      better: "less" as const,
      unit: "%" as const,
      atLeast: 1 / 2,
      goal: 1 / 3,
    },
  ]),
);

export const goals: readonly Goal[] = Object.entries({ table, few, robust, latency, incremental }).flatMap(
  ([part, ofPart]) => ofPart.map((goal) => ({ part, ...goal })),
);
