import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { tinyService } from "./service.ts";

const app = await tinyService();
after(() => app.close());

const files = [
  ["/", "text/html; charset=utf-8"],
  ["/page.css", "text/css; charset=utf-8"],
  ["/page.js", "application/javascript; charset=utf-8"],
  ["/icon.svg", "image/svg+xml"],
] as const;

describe("the page", () => {
  for (const [url, type] of files) {
    it(`serves ${url} as ${type}`, async () => {
      const { statusCode, headers } = await app.inject(url);
      assert.equal(statusCode, 200);
      assert.equal(headers["content-type"], type);
      assert.equal(headers["x-content-type-options"], "nosniff");
    });
  }

  it("allows itself nothing but its own files", async () => {
    const { headers } = await app.inject("/");
    const policy = String(headers["content-security-policy"]);
    assert.match(policy, /default-src 'none'/);
    assert.doesNotMatch(policy, /unsafe|\*|https?:/);
  });

  it("has no script or style within it, and refers to nothing outside", async () => {
    const { body } = await app.inject("/");
    assert.doesNotMatch(body, /<style|style="|\son\w+="|<script(?![^>]*src=)|(?:src|href)="(?:https?:)?\/\//);
    for (const [, file] of body.matchAll(/(?:src|href)="([^"]+)"/g)) {
      assert.equal((await app.inject(`/${file}`)).statusCode, 200, file);
    }
  });

  it("puts what people typed and models answer in as text only", async () => {
    const { body } = await app.inject("/page.js");
    assert.doesNotMatch(body, /innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(/);
  });
});
