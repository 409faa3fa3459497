/** A text with the label that is right for it. */
export interface Example {
  readonly text: string;
  readonly label: string;
}
