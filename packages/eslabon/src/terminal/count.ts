import { InvalidArgumentError } from "commander";

export function parseCount(text: string): number {
  if (/^\d{1,9}$/u.test(text)) return Number(text);
  throw new InvalidArgumentError("give a whole number.");
}
