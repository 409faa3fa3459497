/** What is classified: a text and what else is known of it. */
export interface Document {
  readonly text: string;
  /** Short statements such as `channel=app`, made of the additional fields. */
  readonly facts?: readonly string[];
}
