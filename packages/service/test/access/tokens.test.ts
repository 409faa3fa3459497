import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import fc from "fast-check";
import type { LightMyRequestResponse } from "fastify";
import { generateKeyPair, SignJWT } from "jose";
import { tinyService } from "../service.ts";
import { assertProblem, file, keys, V1 } from "./callers.ts";
import { startIssuer } from "./issuer.ts";

describe("a service with tokens", async () => {
  const issuer = await startIssuer();
  const other = await startIssuer();
  const settings = {
    "access.issuer": issuer.url,
    "access.audience": issuer.audience,
    "access.jwks": issuer.jwks,
  };
  const app = await tinyService({ settings });
  after(async () => {
    await app.close();
    issuer.close();
    other.close();
  });
  const ask = (token: string, url = V1): Promise<LightMyRequestResponse> =>
    app.inject({ url, headers: { authorization: `Bearer ${token}` } });

  it("lets in who has one of the issuer, for this audience, in time, with the scope", async () => {
    const token = await issuer.sign("openid classify");
    assert.equal((await ask(token)).statusCode, 200);
    assert.equal((await ask(token)).statusCode, 200);
    assertProblem(await ask(token, "/metrics"), 403, "SERVICE_FORBIDDEN");
    assert.equal((await ask(await issuer.sign("admin"), "/metrics")).statusCode, 200);
    assert.equal(issuer.asked(), 1);
  });

  it("takes scopes as a list, and clients without a subject", async () => {
    const listed = await issuer.sign("", { claims: { scp: ["classify"], scope: undefined } });
    assert.equal((await ask(listed)).statusCode, 200);
    const client = await issuer.sign("classify", { claims: { sub: null as never, client_id: "batch" } });
    assert.equal((await ask(client)).statusCode, 200);
  });

  it("bears clocks that are half a minute apart, and no more", async () => {
    assert.equal((await ask(await issuer.sign("classify", { expires: -10 }))).statusCode, 200);
    assert.equal((await ask(await issuer.sign("classify", { expires: -3600 }))).statusCode, 401);
  });

  const now = Math.floor(Date.now() / 1000);
  const { privateKey: stolen } = await generateKeyPair("ES256");
  const publicKey = new TextEncoder().encode(JSON.stringify(await issuer.publicJwk()));
  const claims = { iss: issuer.url, aud: issuer.audience, sub: "4711", scope: "admin", exp: now + 3600 };
  const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString("base64url");
  const good = await issuer.sign("admin");
  const [head, body, signature] = good.split(".");
  for (const [what, token] of [
    ["of another issuer", await other.sign("admin")],
    [
      "that says it is of this issuer, signed by another",
      await other.sign("admin", { claims: { iss: issuer.url } }),
    ],
    ["for another audience", await issuer.sign("admin", { claims: { aud: "coches" } })],
    ["that was never to end", await issuer.sign("admin", { expires: null })],
    ["that is not valid yet", await issuer.sign("admin", { claims: { nbf: now + 3600 } })],
    ["of nobody", await issuer.sign("admin", { claims: { sub: null as never } })],
    ["signed by an unknown key", await issuer.sign("admin", { kid: "second", key: stolen })],
    ["signed by another key under a known name", await issuer.sign("admin", { key: stolen })],
    ["signed by nothing", `${encoded({ alg: "none" })}.${encoded(claims)}.`],
    [
      "signed by nothing, with a signature",
      `${encoded({ alg: "none", kid: "first" })}.${encoded(claims)}.${signature!}`,
    ],
    [
      "signed with the public key as a secret",
      await new SignJWT(claims).setProtectedHeader({ alg: "HS256", kid: "first" }).sign(publicKey),
    ],
    ["whose claims were changed", `${head!}.${encoded({ ...claims, scope: "admin" })}.${signature!}`],
    ["whose signature was cut", `${head!}.${body!}.${signature!.slice(0, -4)}`],
    [
      "that brings its own key",
      await new SignJWT(claims)
        .setProtectedHeader({ alg: "ES256", jwk: await other.publicJwk() })
        .sign(stolen),
    ],
    [
      "that says where its key is",
      await new SignJWT(claims)
        .setProtectedHeader({ alg: "ES256", jku: other.jwks, kid: "first" })
        .sign(stolen),
    ],
    ["that is none", "a.b.c"],
  ] as const) {
    it(`knows nobody by a token ${what}`, async () => {
      const response = await ask(token);
      assertProblem(response, 401, "SERVICE_UNAUTHENTICATED");
      assert.equal(response.headers["www-authenticate"], 'Bearer realm="eslabon", error="invalid_token"');
    });
  }

  it("knows nobody by anything that looks like a token", async () => {
    const part = fc.oneof(
      fc.base64String(),
      fc.json().map((text) => Buffer.from(text).toString("base64url")),
    );
    await fc.assert(
      fc.asyncProperty(part, part, part, async (...parts) => {
        const response = await ask(parts.map((each) => each.replaceAll(/[^\w-]/gu, "") || "a").join("."));
        assertProblem(response, 401, "SERVICE_UNAUTHENTICATED");
      }),
    );
  });
});

describe("the issuer of tokens", () => {
  it("is asked where its keys are unless that is configured, and at the first token", async () => {
    const issuer = await startIssuer();
    const settings = { "access.issuer": issuer.url, "access.audience": issuer.audience };
    const app = await tinyService({ settings });
    const authorization = `Bearer ${await issuer.sign("classify")}`;
    assert.equal((await app.inject({ url: V1, headers: { authorization } })).statusCode, 200);
    await app.close();
    issuer.close();
  });

  it("that does not answer is not the caller's fault, and API keys go on", async () => {
    const issuer = await startIssuer();
    issuer.fail();
    for (const jwks of [issuer.jwks, undefined]) {
      const settings = {
        "access.issuer": issuer.url,
        "access.audience": issuer.audience,
        "access.jwks": jwks,
      };
      const app = await tinyService({ settings: { ...settings, "access.keys": file } });
      const authorization = `Bearer ${await issuer.sign("classify")}`;
      const response = await app.inject({ url: V1, headers: { authorization } });
      assertProblem(response, 503, "SERVICE_IDENTITY_UNREACHABLE");
      assert.equal(response.headers["retry-after"], "1");
      assert.equal(
        (await app.inject({ url: V1, headers: { "x-api-key": keys.portal.key } })).statusCode,
        200,
      );
      await app.close();
    }
    issuer.close();
  });
});
