import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import fc from "fast-check";
import { AdmissionQueue, type QueueLimits, type TurnedAway } from "../../src/queue/admission-queue.ts";

const LIMITS: QueueLimits = { waiting: 10, longest: 10_000, target: 50 };

/**
 * A queue whose clock only goes when it is told to, and what became of those who came.
 *
 * @param work what each one takes that was let in, once its body is read
 */
function queueWith(limits: Partial<QueueLimits> = {}, work = 0) {
  const clock = { now: 0 };
  const queue = new AdmissionQueue({ ...LIMITS, ...limits }, () => clock.now);
  const answers: (TurnedAway | "in" | undefined)[] = [];
  const come = (count = 1): void => {
    for (let each = 0; each < count; each += 1) {
      const index = answers.push(undefined) - 1;
      queue.enter((turnedAway) => {
        answers[index] = turnedAway ?? "in";
        process.nextTick(() => {
          clock.now += work;
        });
      });
    }
  };
  return { queue, clock, answers, come };
}

async function untilEmpty(queue: AdmissionQueue): Promise<void> {
  do await turn();
  while (queue.length > 0);
  await turn();
}

describe("the queue of requests", () => {
  it("lets in at once whoever comes to an empty one, and the others in their order", async () => {
    const { queue, answers, come } = queueWith({ waiting: 40 });
    come(40);
    const first = answers.filter((each) => each === "in").length;
    assert.ok(first >= 1 && first < 20, `${first}`);
    assert.equal(queue.length, 40 - first);
    assert.deepEqual(answers.slice(0, first), Array(first).fill("in"));
    await turn();
    assert.ok(answers.indexOf(undefined) > first);
    await untilEmpty(queue);
    assert.deepEqual(answers, Array(40).fill("in"));
  });

  it("looks at its sockets after each one that takes long, and after some of those that do not", async () => {
    for (const [work, most] of [
      [200, 1],
      [4, 3],
      [0.1, 16],
    ] as const) {
      const { queue, come } = queueWith({ waiting: 100 }, work);
      come(100);
      // Those that came before any work was done.
      await turn();
      for (let before = queue.length; before > 0; before = queue.length) {
        await turn();
        assert.ok(before - queue.length >= 1 && before - queue.length <= most, `${before - queue.length}`);
      }
    }
  });

  it("turns away at once those for whom there is no room", async () => {
    const { queue, answers, come } = queueWith({ waiting: 3 });
    come(40);
    assert.equal(queue.length, 3);
    assert.ok(answers.includes("full"));
    await untilEmpty(queue);
    assert.equal(new Set(answers.slice(answers.indexOf("full"))).size, 1);
  });

  it("turns away those who have waited too long", async () => {
    const { queue, clock, answers, come } = queueWith({ waiting: 40, longest: 100 });
    come(40);
    clock.now = 101;
    await untilEmpty(queue);
    assert.deepEqual(new Set(answers), new Set(["in", "late"]));
  });

  it("forgives a burst, and turns newcomers away when the wait stays long, until nobody waits", async () => {
    const { queue, clock, answers, come } = queueWith({ waiting: 1000 });
    come(160);
    clock.now = 60;
    await turn();
    come();
    assert.equal(answers.at(-1), undefined, "a burst waits");
    assert.ok(!queue.isOverloaded);
    clock.now = 161;
    await turn();
    come();
    assert.equal(answers.at(-1), "overloaded");
    assert.ok(queue.isOverloaded);
    await untilEmpty(queue);
    assert.ok(!queue.isOverloaded);
    come();
    assert.equal(answers.at(-1), "in");
  });

  it("turns nobody away because it stood still for a moment while callers ask again and again", async () => {
    const { queue, clock, answers, come } = queueWith({ waiting: 1000 });
    come(64);
    for (let round = 0; round < 400; round += 1) {
      clock.now += round === 200 ? 300 : 1;
      const before = queue.length;
      await turn();
      come(before - queue.length);
      assert.ok(queue.length > 0, "it is never empty");
    }
    assert.ok(!queue.isOverloaded);
    await untilEmpty(queue);
    assert.deepEqual(new Set(answers), new Set(["in"]));
  });

  it("answers everybody once, and never keeps more than may wait", async () => {
    const steps = fc.array(fc.record({ come: fc.nat(30), pass: fc.nat(80), turns: fc.nat(3) }), {
      maxLength: 20,
    });
    await fc.assert(
      fc.asyncProperty(steps, fc.nat(15), async (all, waiting) => {
        const { queue, clock, answers, come } = queueWith({ waiting });
        for (const step of all) {
          come(step.come);
          assert.ok(queue.length <= waiting);
          clock.now += step.pass;
          for (let each = 0; each < step.turns; each += 1) await turn();
        }
        await untilEmpty(queue);
        assert.ok(!answers.includes(undefined));
      }),
    );
  });
});
