import { expect, test } from "vitest";
import { ask } from "../../src/store/ask.ts";
import { useStore } from "../support/store.ts";

const held = useStore();

test("a table either forces its rows, also when it merges them, or may lose its newest ones without keeping the store shut", async () => {
  const sql =
    "SELECT name, engine_full AS says FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree' ORDER BY name";
  const tables = await ask<{ name: string; says: string }>(held.store.events.client, { tag: "test", sql, bound: {} });
  const isForced = ({ says }: { says: string }): boolean => says.includes("fsync_after_insert = 1");
  const holds = (setting: string) => (table: { says: string }) => table.says.includes(setting);
  expect(tables.filter(isForced).map(({ name }) => name)).toEqual(
    expect.arrayContaining(["interactions", "feedback", "identifications", "dead_letters"]),
  );
  expect(tables.filter((table) => isForced(table) && !holds("min_rows_to_fsync_after_merge = 1")(table))).toEqual([]);
  expect(tables.filter((table) => !isForced(table) && !holds("max_suspicious_broken_parts = 1000000")(table))).toEqual([]);
});
