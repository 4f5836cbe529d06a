import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { ImportReport } from "../../src/collect/imports/records/past-imports.ts";
import { ask } from "../../src/store/ask.ts";
import { importOf, incoming, useDesk } from "../support/desk.ts";
import { accounted } from "../support/imports.ts";

const desk = useDesk(Date.parse("2026-06-15T12:00:00Z"));

/** Imports a file of docs/examples as it is understood without a person's help. */
const bring = async (file: string): Promise<ImportReport> =>
  (await importOf(desk, incoming(file, readFileSync(new URL(`../../docs/examples/${file}`, import.meta.url))))).report;

type Line = { at: string; what: string; score: number | null };
const timeline = () =>
  ask<Line>(desk.store.events.client, {
    tag: "test",
    sql: `SELECT formatDateTime(timestamp, '%F') AS at, what, score FROM (
        SELECT customer_id, timestamp, name AS what, NULL AS score FROM lived_interactions(workspace = {workspace:String})
        UNION ALL SELECT customer_id, timestamp, concat(channel, ': ', if(question = '', 'words', question)) AS what, score FROM lived_feedback(workspace = {workspace:String}))
      WHERE customer_id = (SELECT customer_id FROM lived_interactions(workspace = {workspace:String}) WHERE has(identities, 'email:buyer.one@example.com') LIMIT 1)
      ORDER BY timestamp, what`,
    bound: { workspace: "w" },
  });

it("four exports of four programs end in one timeline, without a person's help and again without a double", async () => {
  const files = ["shopify-orders.csv", "zendesk-tickets.csv", "trustpilot-reviews.csv", "qualtrics-responses.csv"];
  const results: ImportReport[] = [];
  for (const file of files) results.push(await bring(file));
  expect(results.map(({ read, stored, merged, leftOut, setAside }) => ({ read, stored, merged, leftOut, setAside }))).toEqual([
    { read: 6, stored: 4, merged: 2, leftOut: 0, setAside: 0 },
    { read: 3, stored: 3, merged: 0, leftOut: 0, setAside: 0 },
    { read: 2, stored: 2, merged: 0, leftOut: 0, setAside: 0 },
    { read: 5, stored: 3, merged: 0, leftOut: 2, setAside: 0 },
  ]);
  await desk.collect.follower.caughtUp();
  const lived = await timeline();
  expect(lived.map(({ at, what, score }) => [at, what, score])).toEqual([
    ["2026-01-05", "Order Completed", null],
    ["2026-01-06", "Order Shipped", null],
    ["2026-01-07", "Ticket Created", null],
    ["2026-01-07", "email: words", null],
    ["2026-01-08", "Ticket Solved", null],
    ["2026-01-08", "email: satisfaction", 4],
    ["2026-01-20", "review: satisfaction", 4],
    ["2026-01-25", "email: ease", 6],
    ["2026-01-25", "email: recommend", 9],
    ["2026-01-25", "email: satisfaction", 4],
  ]);

  const again: ImportReport[] = [];
  for (const file of files) again.push(await bring(file));
  expect(again.map(({ stored, factsStored }) => [stored, factsStored])).toEqual(files.map(() => [0, 0]));
  for (const result of [...results, ...again]) expect(accounted(result)).toBe(result.read);
  await desk.collect.follower.caughtUp();
  expect(await timeline()).toEqual(lived);
});
