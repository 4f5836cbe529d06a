import { expect, test } from "vitest";
import { judgeNames } from "../../src/collect/observe/drift.ts";
import type { NameKind, SeenName } from "../../src/collect/observe/observed.ts";

const day = 86_400_000;
const now = Date.UTC(2026, 4, 31);
const ago = (days: number) => now - days * day;

type Short = { name: string; type?: string; n?: number; from: number; to: number; kind?: NameKind };
const seen = (list: Short[]): SeenName[] =>
  list.map(({ name, type = "number", n = 1000, from, to, kind = "property" }) => {
    return { workspaceId: "w", sourceId: "s", kind, name, type, n, firstAt: ago(from), lastAt: ago(to), event: "Order Completed" };
  });
const driftOf = (name: string, list: Short[]) => {
  const found = judgeNames(seen([{ name: "steady", from: 90, to: 0 }, ...list]), now).find((one) => one.name === name)!;
  return found.drift && [found.drift, found.driftedAt];
};

test("ING-16 a property whose values became texts is said, with the moment since when", () => {
  const number = { name: "total", from: 90, to: 3.01 };
  expect(driftOf("total", [number])).toEqual(["gone", ago(3.01)]);
  expect(driftOf("total", [number, { name: "total", type: "text", from: 3, to: 0 }])).toEqual(["changed", ago(3)]);
  const both = { name: "total", from: 40, to: 0 };
  expect(driftOf("total", [both, { ...both, type: "text", n: 3 }]), "in one batch").toEqual(["mixed", ago(40)]);
});

test("ING-16 a change that took a while is a change once the old type is over, and a mixture until then", () => {
  const text = { name: "total", type: "text", from: 5, to: 0 };
  expect(driftOf("total", [{ name: "total", from: 90, to: 2 }, text])).toEqual(["changed", ago(5)]);
  expect(driftOf("total", [{ name: "total", from: 90, to: 0.1 }, text])).toEqual(["mixed", ago(5)]);
});

test("ING-16 a name is new when its source is not, and gone when it used to come and its source still does", () => {
  expect(driftOf("voucher", [{ name: "voucher", from: 2, to: 0 }])).toEqual(["new", ago(2)]);
  expect(driftOf("voucher", [{ name: "voucher", from: 20, to: 0 }])).toBeNull();
  expect(driftOf("coupon", [{ name: "coupon", from: 90, to: 4 }])).toEqual(["gone", ago(4)]);
  expect(driftOf("coupon", [{ name: "coupon", n: 9, from: 90, to: 4 }]), "it comes about every ten days").toBeNull();
  expect(driftOf("once", [{ name: "once", n: 1, from: 50, to: 50 }]), "it never used to come").toBeNull();
});

test("ING-16 in a source that was silent as a whole, and in one that is new, no name drifts", () => {
  const judged = (list: Short[]) => judgeNames(seen(list), now).map(({ drift }) => drift);
  expect(
    judged([
      { name: "a", from: 90, to: 20 },
      { name: "b", from: 90, to: 20.1 },
    ]),
  ).toEqual([null, null]);
  expect(
    judged([
      { name: "a", from: 2, to: 0 },
      { name: "b", from: 1.5, to: 0 },
    ]),
  ).toEqual([null, null]);
});
