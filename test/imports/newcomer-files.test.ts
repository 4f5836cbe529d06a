import { readFileSync } from "node:fs";
import { Readable } from "node:stream";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createCollect, type Collect } from "../../src/collect/collect.ts";
import { createImports, type Imports } from "../../src/collect/imports/imports.ts";
import { createJobs, type Jobs } from "../../src/collect/jobs.ts";
import type { ImportResult } from "../../src/collect/imports/rows/result.ts";
import { ask } from "../../src/store/ask.ts";
import { accounted } from "../support/imports.ts";
import { useStore } from "../support/store.ts";

const held = useStore();
const now = Date.parse("2026-06-15T12:00:00Z");
let collect: Collect;
let jobs: Jobs;
let imports: Imports;
beforeAll(async () => {
  collect = await createCollect(held.store, { now: () => now });
  jobs = await createJobs(held.store);
  imports = await createImports(held.store, { accept: collect.intake.store, jobs, now: () => now });
});
afterAll(async () => {
  await jobs.stop();
  await collect.stop();
});

/** Imports a file of docs/examples as it is understood without a person's help. */
async function bring(file: string): Promise<ImportResult> {
  const bytes = readFileSync(new URL(`../../docs/examples/${file}`, import.meta.url));
  const { id } = await imports.bring("w", { file, bytes: Readable.from([bytes]) });
  const job = await imports.start({ workspaceId: "w", id }, {});
  for (;;) {
    const found = await jobs.find("w", job);
    if (found.state === "failed") throw new Error(String(found.message));
    if (found.state === "done") return found.result as unknown as ImportResult;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

type Line = { at: string; what: string; score: number | null };
const timeline = () =>
  ask<Line>(held.store.events.client, {
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
  const results: ImportResult[] = [];
  for (const file of files) results.push(await bring(file));
  expect(results.map(({ read, stored, merged, leftOut, setAside }) => ({ read, stored, merged, leftOut, setAside }))).toEqual([
    { read: 6, stored: 4, merged: 2, leftOut: 0, setAside: 0 },
    { read: 3, stored: 3, merged: 0, leftOut: 0, setAside: 0 },
    { read: 2, stored: 2, merged: 0, leftOut: 0, setAside: 0 },
    { read: 5, stored: 3, merged: 0, leftOut: 2, setAside: 0 },
  ]);
  await collect.follower.caughtUp();
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

  const again: ImportResult[] = [];
  for (const file of files) again.push(await bring(file));
  expect(again.map(({ stored, factsStored }) => [stored, factsStored])).toEqual(files.map(() => [0, 0]));
  for (const result of [...results, ...again]) expect(accounted(result)).toBe(result.read);
  await collect.follower.caughtUp();
  expect(await timeline()).toEqual(lived);
});
