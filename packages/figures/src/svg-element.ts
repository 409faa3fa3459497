/** As much of an SVG element as is needed here. The program's types have no browser in them. */
export interface SvgElement {
  readonly ownerDocument: { createElementNS(namespace: string, name: string): SvgElement };
  readonly outerHTML: string;
  textContent: string;
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
  prepend(...elements: SvgElement[]): void;
  querySelectorAll(selector: string): Iterable<SvgElement>;
}
