/** A figure of a model's card. */
export interface Figure {
  /** Its place in the package, with slashes. */
  readonly file: string;
  readonly title: string;
  /** What is to be seen in it, for those who cannot. */
  readonly description: string;
  readonly svg: string;
}
