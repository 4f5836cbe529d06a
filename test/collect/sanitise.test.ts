/// <reference lib="es2024.string" />
import fc from "fast-check";
import { expect, test } from "vitest";
import { bounds, sanitise } from "../../src/collect/sanitise.ts";

const nested = (levels: number): unknown => {
  let value: unknown = "deep";
  for (let i = 1; i < levels; i++) value = { in: value };
  return value;
};

test("an ordinary value comes back untouched, as the same object", () => {
  const value = { name: "Ada 🙂", tags: ["a", "b"], n: 1.5, none: null, nested: { yes: true } };
  expect(sanitise(value)).toMatchObject({ flags: [], tooDeep: false });
  expect(sanitise(value).value).toBe(value);
});

test("64 levels stay as they are, up to 200 become text, beyond that it cannot be used", () => {
  expect(sanitise(nested(65)).flags).toEqual([]);
  expect(sanitise(nested(67)).flags).toEqual(["nesting_flattened"]);
  expect(sanitise(nested(201)).tooDeep).toBe(false);
  expect(sanitise(nested(202)).tooDeep).toBe(true);
  expect(sanitise(JSON.parse(`${'{"a":'.repeat(200_000)}1${"}".repeat(200_000)}`)).tooDeep).toBe(true);
});

test("prototype keys get a prefix and change no prototype", () => {
  const { value, flags } = sanitise(JSON.parse('{"__proto__":{"polluted":true},"constructor":1,"prototype":2,"fine":3}') as object);
  expect(Object.keys(value)).toEqual(["___proto__", "_constructor", "_prototype", "fine"]);
  expect(Object.getPrototypeOf(value)).toBeNull();
  expect(flags).toEqual(["key_renamed"]);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

test("NUL and half letters become U+FFFD, long texts, lists and objects are cut and say so", () => {
  expect(sanitise({ t: "a\u0000b\ud800c" })).toMatchObject({ value: { t: "a\ufffdb\ufffdc" }, flags: ["text_mended"] });
  const long = sanitise("é".repeat(10_000));
  expect(Buffer.byteLength(long.value)).toBe(bounds.textBytes);
  expect(long.flags).toEqual(["text_cut"]);
  expect(sanitise(Array(1001).fill(1)).flags).toEqual(["list_cut"]);
  const wide = sanitise(Object.fromEntries(Array.from({ length: 501 }, (_, i) => [`k${i}`, i])));
  expect([Object.keys(wide.value).length, wide.flags]).toEqual([500, ["keys_dropped"]]);
});

test("a number that is none becomes null and says so", () => {
  expect(sanitise(JSON.parse('{"n":1e400}'))).toMatchObject({ value: { n: null }, flags: ["number_not_finite"] });
});

test("whatever JSON comes, the result is within the bounds, survives being written and read, and needs no second mending", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string(),
    fc.constantFrom("__proto__", "constructor", "\u0000", "\ud800", "x".repeat(20_000)),
  );
  const { value: anything } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 8 },
      text,
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie("value")),
      fc.dictionary(text, tie("value")),
    ),
  }));
  fc.assert(
    fc.property(anything, (value) => {
      const once = sanitise(value);
      expect(JSON.parse(JSON.stringify(once.value))).toEqual(JSON.parse(JSON.stringify(once.value)));
      expect(JSON.stringify(once.value)).not.toMatch(/\\u0000|"__proto__":/);
      expect(JSON.stringify(once.value).isWellFormed()).toBe(true);
      expect(sanitise(once.value).flags).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
