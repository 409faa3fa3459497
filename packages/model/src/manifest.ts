import { Type, type Static } from "typebox";

/** What `model.json` says: everything about a model but its weights. */
export const Manifest = Type.Object({
  format: Type.Literal("eslabon-model/1"),
  /** Short name, the one in URLs: `hogar`. */
  name: Type.String(),
  /** npm name and version of the package: `@hogar/model`, `1.1.0`. */
  package: Type.String(),
  version: Type.String(),
  language: Type.String(),
  /** The input's text field, `texto`, and the dataset's label field, `gremio`. */
  fields: Type.Object({ text: Type.String(), label: Type.String() }),
  labels: Type.Array(Type.String()),
  limits: Type.Object({ textLength: Type.Integer({ minimum: 1 }) }),
  /** The exact dataset that it was trained on. */
  data: Type.Object({ package: Type.String(), version: Type.String(), digest: Type.String() }),
  /** Texts with the label that the model must answer first, every time and everywhere. */
  golden: Type.Array(Type.Object({ text: Type.String(), label: Type.String() })),
});
export type Manifest = Static<typeof Manifest>;
