import type { Step } from "@eslabon/link";
import type { LearntField, Manifest } from "@eslabon/model";

/** What a version of a model says of itself. */
export type Asked = Pick<Manifest, "name" | "labels" | "fields" | "limits">;

const plain: Asked = {
  name: "hogar",
  labels: ["Carpintería", "Fontanería"],
  fields: { text: "texto", label: "gremio" },
  limits: { textLength: 20_000 },
};

function withLabels(...labels: string[]): Asked {
  return { ...plain, labels };
}

function withFields(...extra: LearntField[]): Asked {
  return { ...plain, fields: { ...plain.fields, extra } };
}

const room = (required: boolean, ...values: string[]): LearntField => {
  return { name: "estancia", type: "category", required, values };
};
const amount = (required: boolean): LearntField => {
  return { name: "importe", type: "number", required, thresholds: [100] };
};
const day: LearntField = { name: "fecha", type: "date", required: false };

/** What code of a service may do with a version of the model, and whether it still compiles with the next. */
interface Reliance {
  readonly does: string;
  readonly code: string;
  readonly compiles: boolean;
}

interface Version {
  readonly what: string;
  readonly from: Asked;
  readonly to: Asked;
  readonly step: Step | undefined;
  readonly says?: RegExp;
  readonly reliances: readonly Reliance[];
}

const keeps = (does: string, code: string): Reliance => ({ does, code, compiles: true });
const breaks = (does: string, code: string): Reliance => ({ does, code, compiles: false });

const asksByText = keeps("asks with the text", `model.predict({ texto: "gotea" });`);
const mapsText = keeps("maps the text to a parameter", `const v1: Parameters = { texto: "texto" };`);
const knowsLabels = keeps(
  "says what becomes of labels, and of others",
  `switch (first.label) { case "Fontanería": break; default: console.log(first.label.length); }`,
);
const passesOn = keeps(
  "passes a label on",
  `const label: string = first.label; const same: Label = first.label;`,
);

export const versions: readonly Version[] = [
  {
    what: "nothing",
    from: withFields(room(true, "baño"), amount(false), day),
    to: withFields(room(true, "baño"), amount(false), day),
    step: undefined,
    reliances: [],
  },
  {
    what: "another name",
    from: plain,
    to: { ...plain, name: "casa" },
    step: "major",
    says: /renamed from hogar to casa/u,
    reliances: [],
  },
  {
    what: "a label more",
    from: plain,
    to: withLabels("Carpintería", "Cerrajería", "Fontanería"),
    step: "minor",
    says: /“Cerrajería” added/u,
    reliances: [
      asksByText,
      mapsText,
      knowsLabels,
      passesOn,
      keeps(
        "has a table by label",
        `const t: ByLabel<number> = { Carpintería: 1, Fontanería: 2 }; const n: number | undefined = t[first.label];`,
      ),
      keeps(
        "has a list of labels",
        `const urgent: readonly Label[] = ["Fontanería"]; urgent.includes(first.label);`,
      ),
      keeps(
        "decides",
        `const { label } = model.decide({ texto: "a" }); if (label !== null && label === "Carpintería") console.log(label);`,
      ),
      keeps("makes up an answer in a test", `const fake: Prediction = [{ label: "Fontanería", score: 1 }];`),
    ],
  },
  {
    what: "a label less",
    from: withLabels("Carpintería", "Cerrajería", "Fontanería"),
    to: plain,
    step: "major",
    says: /“Cerrajería” removed/u,
    reliances: [
      asksByText,
      passesOn,
      knowsLabels,
      breaks("compares an answer with it", `console.log(first.label === "Cerrajería");`),
      breaks(
        "compares a decision with it",
        `console.log(model.decide({ texto: "a" }).label === "Cerrajería");`,
      ),
      breaks("has a case for it", `switch (first.label) { case "Cerrajería": break; }`),
      breaks("has it in a table", `const t: ByLabel<number> = { Cerrajería: 1 };`),
      breaks("has it in a list", `const urgent: readonly Label[] = ["Cerrajería"];`),
      breaks("makes it up in a test", `const fake: Prediction = [{ label: "Cerrajería", score: 1 }];`),
    ],
  },
  {
    what: "a field more, which is needed",
    from: plain,
    to: withFields(room(true, "baño")),
    step: "major",
    says: /“estancia” added/u,
    reliances: [{ ...asksByText, compiles: false }, { ...mapsText, compiles: false }, passesOn],
  },
  {
    what: "a field more, which may be left out",
    from: plain,
    to: withFields(room(false, "baño"), amount(false), day),
    step: "major",
    says: /“importe” added/u,
    reliances: [asksByText, { ...mapsText, compiles: false }, passesOn],
  },
  {
    what: "a field less",
    from: withFields(room(false, "baño"), amount(true)),
    to: withFields(amount(true)),
    step: "major",
    says: /“estancia” is taken no more/u,
    reliances: [
      keeps("asks without it", `model.predict({ texto: "a", importe: 7 });`),
      breaks("asks with it", `model.predict({ texto: "a", importe: 7, estancia: "baño" });`),
      breaks("maps it", `const v1: Parameters = { texto: "t", importe: "i", estancia: "e" };`),
    ],
  },
  {
    what: "the text under another name",
    from: plain,
    to: { ...plain, fields: { text: "aviso", label: "gremio" } },
    step: "major",
    says: /“texto” is taken no more/u,
    reliances: [{ ...asksByText, compiles: false }, { ...mapsText, compiles: false }, passesOn],
  },
  {
    what: "a field that may be left out now",
    from: withFields(amount(true)),
    to: withFields(amount(false)),
    step: "minor",
    says: /“importe” may be left out now/u,
    reliances: [
      keeps("asks with it", `model.predict({ texto: "a", importe: 7 });`),
      keeps("maps it", `const v1: Parameters = { texto: "t", importe: "i" };`),
    ],
  },
  {
    what: "a field that is needed now",
    from: withFields(amount(false)),
    to: withFields(amount(true)),
    step: "major",
    says: /“importe” is needed now/u,
    reliances: [
      keeps("asks with it", `model.predict({ texto: "a", importe: 7 });`),
      breaks("asks without it", `model.predict({ texto: "a" });`),
      breaks("asks with nothing in it", `model.predict({ texto: "a", importe: null });`),
    ],
  },
  {
    what: "a number in place of a name",
    from: withFields(room(true, "baño")),
    to: withFields({ ...amount(true), name: "estancia" }),
    step: "major",
    says: /“estancia” was a category and is a number/u,
    reliances: [
      keeps(
        "maps it, since the parameter is read as the model says",
        `const v1: Parameters = { texto: "t", estancia: "e" };`,
      ),
      breaks("asks with a name", `model.predict({ texto: "a", estancia: "baño" });`),
    ],
  },
  {
    what: "other names in a category",
    from: withFields(room(true, "baño", "cocina")),
    to: withFields(room(true, "salón")),
    step: undefined,
    reliances: [
      keeps("asks with a name that it knew", `model.predict({ texto: "a", estancia: "baño" });`),
      keeps("asks with any name", `model.predict({ texto: "a", estancia: String(process.argv[2]) });`),
    ],
  },
  {
    what: "shorter texts only",
    from: plain,
    to: { ...plain, limits: { textLength: 100 } },
    step: "major",
    says: /up to 100 characters in place of 20000/u,
    reliances: [],
  },
  {
    what: "longer texts, another name of the dataset's label field",
    from: plain,
    to: { ...plain, limits: { textLength: 40_000 }, fields: { text: "texto", label: "oficio" } },
    step: undefined,
    reliances: [asksByText, knowsLabels],
  },
];
