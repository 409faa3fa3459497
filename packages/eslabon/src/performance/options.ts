import { InvalidArgumentError } from "commander";

/** One prediction holds up all that comes after it, so it may take so much of what a request may take. */
export const SHARE_OF_MODEL = 0.1;

const LARGEST = 1_000_000;

/** A number above zero, such as milliseconds. */
export function parsePositive(text: string): number {
  const number = Number(text);
  if (text.trim() !== "" && number > 0 && number <= LARGEST) return number;
  throw new InvalidArgumentError(`give a number above 0, up to ${LARGEST}.`);
}

/** A whole number from one on. */
export function parseWhole(text: string): number {
  if (/^[1-9]\d{0,5}$/u.test(text)) return Number(text);
  throw new InvalidArgumentError("give a whole number from 1 on.");
}

/** One more `--header`: `authorization: Bearer …`. */
export function collectHeader(
  text: string,
  before: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const colon = text.indexOf(":");
  const name = text.slice(0, Math.max(0, colon));
  if (!/^[\w!#$%&'*+.^`|~-]+$/u.test(name)) throw new InvalidArgumentError("give NAME: VALUE.");
  return { ...before, [name.toLowerCase()]: text.slice(colon + 1).trim() };
}

/** The part before `/api`, whatever of its page was copied. */
export function parseUrl(text: string): string {
  const url = URL.parse(/^https?:\/\//u.test(text) ? text : `http://${text}`);
  if (!url) throw new InvalidArgumentError("give the URL of a service.");
  const path = url.pathname.endsWith("/") ? url.pathname.slice(0, -1) : url.pathname;
  return `${url.origin}${path}`;
}
