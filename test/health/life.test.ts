import { expect, test } from "vitest";
import { judgeLife, type Comings } from "../../src/collect/watch/life.ts";

const hour = 3_600_000;
const now = Date.UTC(2026, 4, 31, 12);
const everyHour = Array.from({ length: 24 }, (_, i) => now - (i + 3) * hour);
const source = (known: Partial<Comings>) =>
  judgeLife({ kind: "key", revokedAt: null, takenAt: null, refusedAt: null, hours: everyHour, ...known }, now);

test("ING-16 a source is fresh within an hour, then quiet, and never seen before its first message", () => {
  expect(source({}).state).toBe("never");
  expect(source({ takenAt: now - hour + 1 }).state).toBe("fresh");
  expect(source({ takenAt: now - hour }).state).toBe("quiet");
});

test("ING-16 one that sends every hour is unusually quiet after more than two, one that sends at night is not", () => {
  expect(source({ takenAt: now - 2 * hour })).toMatchObject({ state: "quiet", isUnusual: false, usualGapMs: hour });
  expect(source({ takenAt: now - 2.1 * hour })).toMatchObject({ state: "quiet", isUnusual: true });
  const nightly = Array.from({ length: 10 }, (_, i) => now - (i * 24 + 12) * hour);
  expect(source({ takenAt: now - 12 * hour, hours: nightly })).toMatchObject({ isUnusual: false, usualGapMs: 24 * hour });
  expect(source({ takenAt: now - 31 * hour, hours: nightly })).toMatchObject({ isUnusual: true });
  expect(source({ takenAt: now - 31 * hour, hours: nightly.slice(0, 7) }), "too little came to tell").toMatchObject({
    isUnusual: false,
    usualGapMs: null,
  });
});

test("ING-16 a source whose latest requests were refused is refusing, until something is taken in or a day is over", () => {
  expect(source({ takenAt: now - 2 * hour, refusedAt: now - hour }).state).toBe("refusing");
  expect(source({ refusedAt: now - 23 * hour }).state).toBe("refusing");
  expect(source({ takenAt: now - 700_000, refusedAt: now - 700_001 }).state).toBe("fresh");
  expect(source({ takenAt: now - 600_000, refusedAt: now - 1 }).state).toBe("refusing");
  expect(source({ takenAt: now - 599_999, refusedAt: now - 1 }).state, "one bad request among many good ones").toBe("fresh");
  expect(source({ takenAt: now - 40 * hour, refusedAt: now - 25 * hour }).state).toBe("quiet");
});

test("ING-16 a file that was imported is done and not quiet, and a revoked key is revoked whatever it sends", () => {
  expect(source({ kind: "import", takenAt: now - 900 * hour }).state).toBe("done");
  expect(source({ revokedAt: now - 1, refusedAt: now }).state).toBe("revoked");
});
