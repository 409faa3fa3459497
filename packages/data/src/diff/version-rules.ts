import { type Step, STEPS } from "@eslabon/link";
import { type Static, Type } from "typebox";

const StepOf = Type.Unsafe<Step>(Type.Enum([...STEPS]));

/** The smallest version step that each kind of change calls for. */
export const VersionRules = Type.Object(
  {
    /** Rows have another label. */
    rowsRelabelled: StepOf,
    /** Rows have another text. */
    rowsRepaired: StepOf,
    /** Rows have another value in a field that is neither the text nor the label. */
    rowsEdited: StepOf,
    /** Rows are on the other side of the split. */
    rowsMoved: StepOf,
    /** There are rows that no source had before. */
    rowsAdded: StepOf,
    /** Rows are in that had been merged or rejected before: because their label was corrected, for example. */
    rowsBack: StepOf,
    /** Rows are now merged into others or rejected. */
    rowsLeftOut: StepOf,
    /** No source has the rows any longer. */
    rowsGone: StepOf,
    labelsAdded: StepOf,
    labelsRemoved: StepOf,
    labelsRenamed: StepOf,
    fieldsAdded: StepOf,
    fieldsRemoved: StepOf,
    /** A field has another type, is required now or no longer, or is the text or the label in another's place. */
    fieldsRetyped: StepOf,
    /** Title, description, language or licence are others; or, with the same rows, other files of the package. */
    described: StepOf,
  },
  { additionalProperties: false },
);
export type VersionRules = Static<typeof VersionRules>;

/** Frictionless Data's recipe: errors repaired, patch; data added, minor; structure changed, major. */
export const DEFAULT_RULES: VersionRules = {
  rowsRelabelled: "patch",
  rowsRepaired: "patch",
  rowsEdited: "patch",
  rowsMoved: "patch",
  rowsAdded: "minor",
  rowsBack: "patch",
  rowsLeftOut: "patch",
  rowsGone: "minor",
  labelsAdded: "minor",
  labelsRemoved: "major",
  labelsRenamed: "major",
  fieldsAdded: "major",
  fieldsRemoved: "major",
  fieldsRetyped: "major",
  described: "patch",
};
