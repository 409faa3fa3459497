import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";

type Key = Awaited<ReturnType<typeof generateKeyPair>>["privateKey"];

const ALGORITHM = "ES256";
const HOUR = 3600;

export interface Signing {
  /** Of the header. */
  readonly kid?: string;
  /** Another key than the issuer's own. */
  readonly key?: Key;
  /** Seconds from now. */
  readonly expires?: number | null;
  readonly claims?: JWTPayload;
}

/** An identity provider on this machine, with its metadata, its keys and its tokens. */
export interface Issuer {
  readonly url: string;
  readonly audience: string;
  readonly jwks: string;
  /** How often its keys were asked for. */
  readonly asked: () => number;
  readonly sign: (scope: string, signing?: Signing) => Promise<string>;
  readonly publicJwk: () => Promise<object>;
  /** From here on it answers nothing but errors. */
  readonly fail: () => void;
  readonly close: () => void;
}

export async function startIssuer(): Promise<Issuer> {
  const audience = "hogar";
  const { privateKey, publicKey } = await generateKeyPair(ALGORITHM);
  const publicJwk = { ...(await exportJWK(publicKey)), kid: "first", alg: ALGORITHM };
  let failing = false;
  let asked = 0;
  const server = createServer(({ url: path }, response) => {
    if (failing) {
      response.writeHead(500).end("out of order");
      return;
    }
    if (path === "/keys") asked += 1;
    const metadata = { issuer: url, jwks_uri: `${url}/keys` };
    response.end(JSON.stringify(path === "/keys" ? { keys: [publicJwk] } : metadata));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const now = Math.floor(Date.now() / 1000);
  return {
    url,
    audience,
    jwks: `${url}/keys`,
    asked: () => asked,
    publicJwk: () => Promise.resolve(publicJwk),
    sign: (scope, { kid = "first", key = privateKey, expires = HOUR, claims = {} } = {}) => {
      const token = new SignJWT({
        scope,
        iss: url,
        aud: audience,
        sub: "4711",
        ...claims,
      }).setProtectedHeader({
        alg: ALGORITHM,
        kid,
      });
      return (expires === null ? token : token.setExpirationTime(now + expires)).sign(key);
    },
    fail: () => {
      failing = true;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
