import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

const TLS = "--tls-verify=false";

/**
 * Publishes an image whose model was damaged on its way, made from one that is whole.
 *
 * @param reference `localhost:5000/hogar/image:1.0.0@sha256:…`
 * @returns the damaged one's, by its digest
 */
export function publishDamaged(reference: string): string {
  const [tagged = "", digest = ""] = reference.split("@");
  // A colon before a slash is that of a port.
  const name = tagged.replace(/:[^/:]*$/u, "");
  const bad = `${name}:1.0.1-damaged`;
  const container = buildah("from", TLS, `${name}@${digest}`);
  const root = buildah("mount", container);
  const find = [root, "-path", "*/@hogar/model/weights.bin", "-print", "-quit"];
  const weights = execFileSync("find", find, { encoding: "utf8" }).trim();
  const bytes = readFileSync(weights);
  bytes[bytes.length >> 1]! ^= 0xff;
  writeFileSync(weights, bytes);
  buildah("commit", "--quiet", container, bad);
  buildah("push", "--quiet", TLS, bad);
  buildah("rm", container);
  const pushed = execFileSync("skopeo", ["inspect", TLS, "--format", "{{.Digest}}", `docker://${bad}`], {
    encoding: "utf8",
  });
  return `${bad}@${pushed.trim()}`;
}

function buildah(...args: string[]): string {
  return execFileSync("buildah", args, { encoding: "utf8" }).trim();
}
