import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { callerOfAddress } from "../../src/access/address.ts";
import { RateLimit } from "../../src/access/rate.ts";

describe("a rate limit", () => {
  it("lets a burst pass, then as many as grow again, and says how long to wait", () => {
    let now = 0;
    const rate = new RateLimit({ perSecond: 2, burst: 3 }, () => now);
    assert.deepEqual(
      [1, 2, 3].map(() => rate.take("a")),
      [0, 0, 0],
    );
    assert.equal(rate.take("a"), 0.5);
    assert.equal(rate.take("b"), 0);
    now = 400;
    assert.ok(Math.abs(rate.take("a") - 0.1) < 1e-9);
    now = 501;
    assert.equal(rate.take("a"), 0);
    assert.ok(rate.take("a") > 0);
  });

  it("never lets more pass than the burst and what grew meanwhile", () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 2000 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(
        gaps,
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 20 }),
        (gaps, perSecond, burst) => {
          let now = 0;
          const rate = new RateLimit({ perSecond, burst }, () => now);
          let passed = 0;
          for (const gap of gaps) {
            now += gap;
            if (rate.take("a") === 0) passed += 1;
          }
          assert.ok(passed <= burst + (now / 1000) * perSecond + 1e-6);
        },
      ),
    );
  });

  it("lets one pass when who was told to wait has waited", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1000, noNaN: true }), (perSecond) => {
        let now = 0;
        const rate = new RateLimit({ perSecond, burst: 1 }, () => now);
        assert.equal(rate.take("a"), 0);
        const wait = rate.take("a");
        now += Math.ceil(wait) * 1000;
        assert.equal(rate.take("a"), 0);
      }),
    );
  });

  it("keeps no more callers than it is told to, whoever they are", () => {
    const rate = new RateLimit({ perSecond: 0.001, burst: 1 }, () => 0);
    assert.equal(rate.take("first"), 0);
    for (let caller = 0; caller < 10_000; caller++) rate.take(String(caller));
    assert.equal(rate.take("first"), 0);
    assert.notEqual(rate.take("9999"), 0);
  });
});

describe("the address of a caller", () => {
  for (const [address, caller] of [
    ["10.1.2.3", "address:10.1.2.3"],
    ["::ffff:10.1.2.3", "address:10.1.2.3"],
    ["2001:db8:1:2:3:4:5:6", "address:2001:db8:1:2::/64"],
    ["2001:db8:1:2::9", "address:2001:db8:1:2::/64"],
    ["2001:0db8:0001:0002::", "address:2001:db8:1:2::/64"],
    ["2001:db8::1", "address:2001:db8:0:0::/64"],
    ["fe80::1%eth0", "address:fe80:0:0:0::/64"],
    ["::1", "address:0:0:0:0::/64"],
  ] as const) {
    it(`${address} is ${caller}`, () => assert.equal(callerOfAddress(address), caller));
  }

  it("of IPv6 is its network, however it is written", () => {
    const groups = fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(groups, (groups) => {
        const full = groups.map((group) => group.toString(16)).join(":");
        const short = new URL(`http://[${full}]/`).hostname.slice(1, -1);
        assert.equal(callerOfAddress(short), callerOfAddress(full));
      }),
    );
  });
});
