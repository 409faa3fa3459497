import { InvalidArgumentError } from "commander";

const LARGEST = 65_535;

export function parsePort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= LARGEST) return port;
  throw new InvalidArgumentError(`a port is a number from 0 to ${LARGEST}.`);
}
