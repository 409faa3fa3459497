import { isIPv6 } from "node:net";

const GROUPS = 8;
/** The groups of an IPv6 address that one customer of a network gets whole: a /64. */
const OF_NETWORK = 4;

/** What of an address stands for a caller: all of IPv4; of IPv6 the network, whose owner has addresses without end. */
export function callerOfAddress(address: string): string {
  const inner = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/iu.exec(address)?.[1];
  if (inner !== undefined) return `address:${inner}`;
  if (!isIPv6(address)) return `address:${address}`;
  const [head = "", tail] = address.split("%", 1)[0]!.split("::", 2);
  const [before, after] = [head, tail ?? ""].map((part) => (part === "" ? [] : part.split(":")));
  const gap = tail === undefined ? 0 : GROUPS - before!.length - after!.length;
  const groups = [...before!, ...Array<string>(Math.max(gap, 0)).fill("0"), ...after!];
  return `address:${groups
    .slice(0, OF_NETWORK)
    .map((group) => parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}
