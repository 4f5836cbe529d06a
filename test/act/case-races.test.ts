import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { actOnCase } from "../../src/act/cases/case-work.ts";
import { readInbox } from "../../src/act/cases/inbox.ts";
import { openCases, type StoredAnswer } from "../../src/act/cases/open-cases.ts";
import type { Store } from "../../src/store/open.ts";
import { connectRecords, type Records } from "../../src/store/records/connect.ts";
import { postgresPrograms, startPostgres } from "../support/postgres.ts";
import { testSettings } from "../support/settings.ts";
import { createTestWorkspace } from "../support/workspace.ts";

// The embedded engine runs one transaction after the other; only a server runs them side by side.
const programs = postgresPrograms();
const engines = [
  { name: "the embedded engine", start: async () => ({ url: "", stop: () => {} }) },
  ...(programs ? [{ name: "a PostgreSQL server", start: () => startPostgres(programs) }] : []),
];

describe.each(engines)("on $name", ({ start }) => {
  let records: Records;
  let server: { url: string; stop(): void };
  const now = Date.parse("2026-05-06T10:00:00Z");
  const answer = (id: string): StoredAnswer => ({
    workspaceId: "w",
    messageId: id,
    customerId: "1",
    question: "recommend",
    score: 0,
    comment: "",
    touchpoint: "",
    channel: "web",
    timestamp: now,
    identities: ["user:1"],
  });
  const open = (...ids: string[]) => records.database.transaction().execute((trx) => openCases(trx, ids.map(answer), now));
  const readAll = () => readInbox({ records } as Store, { workspaceId: "w", userId: "w-ada", now }, { folder: "all" });

  beforeAll(async () => {
    server = await start();
    records = await connectRecords(testSettings(server.url ? { DATABASE_URL: server.url } : {}));
    await createTestWorkspace(records.database, "w");
  });
  afterAll(async () => {
    await records.close();
    server.stop();
  });

  test("numbers have no gaps and answers one case each, although some transactions fail and others run at once", async () => {
    const failing = records.database.transaction().execute(async (trx) => {
      await openCases(trx, [answer("lost")], now);
      throw new Error("the follower was stopped");
    });
    const racing = ["a b", "c", "a c", "d", "b d"].map((ids) => open(...ids.split(" ")));
    await Promise.all([...racing, expect(failing).rejects.toThrow("stopped")]);
    const { items } = await readAll();
    expect(items.map(({ number }) => number)).toEqual([4, 3, 2, 1]);
    expect(items.map(({ feedbackId }) => feedbackId).sort()).toEqual(["a", "b", "c", "d"]);
  });

  test("of two people who take a case at once, one is told that it is taken", async () => {
    for (const { id: caseId } of (await readAll()).items) {
      const take = (name: string) =>
        actOnCase({ records } as Store, { workspaceId: "w", caseId, userId: `w-${name}` }, { what: "took" }, now);
      const outcomes = await Promise.allSettled([take("ada"), take("bob")]);
      expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    }
  });
});
