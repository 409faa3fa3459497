import { isIP } from "node:net";

type Values = ReadonlyMap<string, unknown>;

/** Settings that mean nothing without another one: `[this, without that]`. */
const NEEDS: readonly (readonly [string, string])[] = [
  ["tls.certificate", "tls.key"],
  ["tls.key", "tls.certificate"],
  ["access.issuer", "access.audience"],
  ["access.audience", "access.issuer"],
  ["access.jwks", "access.issuer"],
  ["rate.burst", "rate.perSecond"],
  ["log.size", "log.file"],
  ["log.count", "log.file"],
  ["telemetry.sample", "telemetry.endpoint"],
  ["events.sample", "events.to"],
  ["feedback.answers", "feedback.file"],
];

const FILES = ["log.file", "feedback.file", "events.to"] as const;

/** What is valid by itself and not together; `said` has the keys that are more than defaults. */
export function contradictions(values: Values, said: ReadonlySet<string>): string[] {
  const alone = NEEDS.filter(([key, other]) => said.has(key) && !said.has(other));
  return [
    ...alone.map(([key, other]) => `${key} needs ${other}`),
    ...sharedFiles(values),
    ...unknownProxies(values),
  ];
}

function sharedFiles(values: Values): string[] {
  const files = FILES.map((key) => [key, values.get(key)] as const)
    .filter((entry): entry is [(typeof FILES)[number], string] => typeof entry[1] === "string")
    .map(([key, file]) => [key, file.replace(/^file:/u, "")] as const);
  return files
    .filter(([, file], index) => files.findIndex(([, other]) => other === file) < index)
    .map(([key, file]) => `${key} is ${file}, which another setting writes to`);
}

/** Names of networks that need no numbers. */
const NETWORKS = new Set(["loopback", "linklocal", "uniquelocal"]);
const BITS: Readonly<Record<number, number>> = { 4: 32, 6: 128 };

function unknownProxies(values: Values): string[] {
  const proxies = values.get("proxies");
  if (typeof proxies !== "string") return [];
  const known = proxies.split(",").every((each) => isNetwork(each.trim()));
  return known ? [] : ["proxies must be addresses and networks, 10.0.0.0/8, separated by commas"];
}

function isNetwork(text: string): boolean {
  const [address = "", bits, ...more] = text.split("/");
  if (NETWORKS.has(text)) return true;
  const most = BITS[isIP(address)];
  if (most === undefined || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/u.test(bits) && Number(bits) <= most);
}
