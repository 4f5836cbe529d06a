import { expect, test } from "vitest";
import { entryOf, groupIn } from "../../src/collect/intake/entry.ts";
import type { Group } from "../../src/collect/intake/group.ts";
import { lineOf } from "../../src/collect/intake/line.ts";
import { answered, happened } from "./facts.ts";

const hostile = ["plain", "a\tb\nc\0d\\e\\te\\N", "\\", "\\\\t\t", "ünïcödé 🙂\r'[]", "{}"];

test("a group comes out of the journal as it went in, whatever stands in its texts", () => {
  const facts = hostile.flatMap((text) => [
    { ...happened(text, [`user:${text}`]), sourceId: text, properties: { [text]: text } },
    { ...answered(`${text}/further`, [], 3), comment: text, isFurther: true as const },
  ]);
  const lines = facts.map((fact, i) => ({ ...lineOf(hostile[i % hostile.length]!, fact), seq: 1_764_000_000_000_000 + i }));
  const letters = hostile.map((text, i) => {
    const letter = { sourceId: text, receivedAt: i, protocol: "fact", code: "too_deep", problem: text, raw: text };
    return { ...letter, workspaceId: text, seq: 1_764_000_000_100_000 + i };
  });
  const group: Group = { lines, letters };
  const entry = entryOf(group);
  expect(entry).not.toContain("\n");
  expect(groupIn(entry)).toEqual(group);
  expect(groupIn(entryOf({ lines: [], letters }))).toEqual({ lines: [], letters });
});
