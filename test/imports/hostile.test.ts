import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accounted } from "../support/imports.ts";
import { guessPlan } from "../../src/collect/imports/guessing/guess.ts";
import { importFile } from "../../src/collect/imports/runs/import-file.ts";
import { lookAtCsv, readCsv } from "../../src/collect/imports/formats/csv.ts";
import { importKinds } from "../../src/collect/imports/plan.ts";

const home = { timezone: "UTC", currency: "EUR", country: "" };
async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const word = fc.oneof(
  fc.constantFrom(
    "user",
    "score",
    "date",
    "email",
    "order id",
    "total",
    "event",
    "__proto__",
    "constructor",
    "",
    "2026-01-01",
    "31/12/2026",
    "9",
    "0",
    "1e999",
    "-",
    '"',
    '""',
    "a@b.co",
    "NaN",
    "\uFFFD",
    "\0",
    "=1+1",
    "٣",
    "９",
  ),
  fc.string({ unit: "binary", maxLength: 12 }),
);
const tableText = fc
  .tuple(
    fc.array(fc.array(word, { maxLength: 6 }), { maxLength: 20 }),
    fc.constantFrom(",", ";", "\t", "|"),
    fc.constantFrom("\n", "\r\n", "\r"),
  )
  .map(([rows, delimiter, newline]) => new TextEncoder().encode(rows.map((row) => row.join(delimiter)).join(newline)));
const file = fc.oneof(tableText, fc.uint8Array({ maxLength: 400 }));

describe("a file that means harm or is broken", () => {
  it("never breaks the reading: each of its rows is stored, known, merged, left out or set aside with a sentence", async () => {
    await fc.assert(
      fc.asyncProperty(file, fc.constantFrom(...importKinds), fc.integer({ min: 1, max: 64 }), async (bytes, kind, size) => {
        const { plan } = guessPlan(await lookAtCsv(pieces(bytes, size)), home, { kind });
        const seen = new Set<string>();
        const letters: { problem: string }[] = [];
        const result = await importFile({
          workspaceId: "w",
          sourceId: "s",
          plan,
          batches: readCsv(pieces(bytes, size), plan),
          accept: async (_, facts, set) => {
            letters.push(...set);
            const before = seen.size;
            for (const fact of facts) {
              seen.add(fact.messageId);
              expect(Number.isSafeInteger(fact.timestamp)).toBe(true);
              expect(JSON.parse(JSON.stringify(fact))).toBeTruthy();
            }
            return { stored: seen.size - before, known: facts.length - (seen.size - before) };
          },
        });
        expect(accounted(result)).toBe(result.read);
        expect(letters).toHaveLength(result.setAside);
        for (const { problem } of letters) expect(problem).toMatch(/^Row \d+\. .*\.$/s);
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  }, 120_000);
});
