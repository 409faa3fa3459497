import type { Value } from "../reading/values.ts";
import type { StructureChanges } from "./structure.ts";

/** What has changed from one dataset package to another, as plain data. */
export interface DatasetDiff extends StructureChanges {
  readonly from: ComparedDataset;
  readonly to: ComparedDataset;
  readonly rows: RowCounts;
  /** How many rows each label had and has; in alphabetical order. */
  readonly labelRows: readonly { readonly label: string; readonly from: number; readonly to: number }[];
  /** From which label to which how many rows have gone: the most frequent first, a thousand at most. */
  readonly relabellings: readonly { readonly from: string; readonly to: string; readonly rows: number }[];
  /** From which sources rows have come. */
  readonly addedBy: readonly { readonly source: string; readonly rows: number }[];
  /** The first of each kind by their ids, as many as were asked for. */
  readonly examples: Examples;
  /** The package's other files that differ, where nothing else does: the report, the card, the lists of rows that were left out. */
  readonly files: readonly string[];
}

export interface ComparedDataset {
  readonly folder: string;
  /** Its npm name. */
  readonly package: string;
  readonly version: string;
  readonly title: string;
  readonly rows: number;
  readonly labels: number;
}

/**
 * How many rows have changed, and how. A row is what has the same id; one that has changed in several ways counts in each.
 * `from = same + altered + merged + rejected + gone`, `to = same + altered + added + back`.
 */
export interface RowCounts {
  /** In both, and as it was. */
  readonly same: number;
  /** In both, and changed in one or more of the four ways below. */
  readonly altered: number;
  readonly relabelled: number;
  /** The text is another. */
  readonly repaired: number;
  /** A value is another, of a field that is neither the text nor the label. */
  readonly edited: number;
  /** In the training rows before and in the test rows now, or the other way round. */
  readonly moved: number;
  readonly added: number;
  /** Not there before, because they had been merged or rejected. */
  readonly back: number;
  /** Not there now, because they were merged into other rows by a cleaning step. */
  readonly merged: number;
  /** Not there now, because a cleaning step, or reading, rejects them. */
  readonly rejected: number;
  /** Not there now: no source has them any longer. */
  readonly gone: number;
}

export type Side = "train" | "test";

export interface Examples {
  readonly relabelled: readonly AlteredRow<string>[];
  readonly repaired: readonly AlteredRow<string>[];
  readonly edited: readonly (Row & { readonly fields: readonly EditedField[] })[];
  readonly moved: readonly AlteredRow<Side>[];
  readonly added: readonly Row[];
  readonly back: readonly Row[];
  readonly merged: readonly LeftOutRow[];
  readonly rejected: readonly LeftOutRow[];
  readonly gone: readonly Row[];
}

/** A row as it is now, or as it was where it is no longer there. */
export interface Row {
  /** Source and id of the row there: `claims.csv:17`. */
  readonly id: string;
  readonly text: string;
  readonly label: string;
}

/** A row whose label, text or side was `from` and is `to`. */
export interface AlteredRow<Kind extends string> extends Row {
  readonly from: Kind;
  readonly to: Kind;
}

export interface EditedField {
  readonly field: string;
  readonly from: Value;
  readonly to: Value;
}

export interface LeftOutRow extends Row {
  readonly step: string;
  readonly reason: string;
  /** The row that a merged one went into. */
  readonly into?: string;
}
