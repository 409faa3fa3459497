import { readFile } from "node:fs/promises";
import { execFile } from "node:child_process";
import { homedir } from "node:os";
import { join } from "node:path";

export interface Credentials {
  readonly user: string;
  readonly password: string;
}

interface AuthFile {
  readonly auths?: Readonly<Record<string, { readonly auth?: string }>>;
  readonly credHelpers?: Readonly<Record<string, string>>;
  readonly credsStore?: string;
}

/**
 * Who one is for a registry: as the environment variables `ESLABON_OCI_USER` and `ESLABON_OCI_PASSWORD` say, or else as podman and docker have kept
 * it when one signed in. `undefined` for nobody.
 */
export async function credentialsFor(host: string): Promise<Credentials | undefined> {
  const { ESLABON_OCI_USER: user, ESLABON_OCI_PASSWORD: password } = process.env;
  if (user !== undefined && password !== undefined) return { user, password };
  for (const file of authFiles()) {
    const found = await credentialsIn(file, host);
    if (found) return found;
  }
  return undefined;
}

/** In the order in which podman looks for them; docker's last. */
function authFiles(): readonly string[] {
  const { REGISTRY_AUTH_FILE: named, XDG_RUNTIME_DIR: runtime, DOCKER_CONFIG: docker } = process.env;
  return [
    ...(named === undefined ? [] : [named]),
    ...(runtime === undefined ? [] : [join(runtime, "containers", "auth.json")]),
    join(homedir(), ".config", "containers", "auth.json"),
    join(docker ?? join(homedir(), ".docker"), "config.json"),
  ];
}

async function credentialsIn(file: string, host: string): Promise<Credentials | undefined> {
  const { auths = {}, credHelpers = {}, credsStore } = await readAuthFile(file);
  const { auth } = auths[host] ?? auths[`https://${host}/v1/`] ?? {};
  if (auth !== undefined && auth !== "") return decode(auth);
  const helper = credHelpers[host] ?? credsStore;
  return helper === undefined ? undefined : askHelper(helper, host);
}

async function readAuthFile(file: string): Promise<AuthFile> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as AuthFile;
  } catch {
    return {};
  }
}

function decode(auth: string): Credentials {
  const [, user = "", password = ""] = /^([^:]*):(.*)$/su.exec(Buffer.from(auth, "base64").toString()) ?? [];
  return { user, password };
}

/** As docker's programs that keep passwords are asked: https://github.com/docker/docker-credential-helpers */
function askHelper(helper: string, host: string): Promise<Credentials | undefined> {
  return new Promise((resolve) => {
    const child = execFile(`docker-credential-${helper}`, ["get"], (error, out) => {
      if (error) {
        resolve(undefined);
        return;
      }
      const { Username: user, Secret: password } = JSON.parse(out) as { Username: string; Secret: string };
      resolve({ user, password });
    });
    child.stdin?.end(host);
  });
}
