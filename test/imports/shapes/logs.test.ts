import { describe, expect, it } from "vitest";
import { answersIn, eventsOf, importText } from "../../support/imports.ts";

describe("a log of a process", () => {
  it("becomes what happened in each case: its activities with their start, end and resource", async () => {
    const made = await importText(
      "Case ID,Activity,Start Timestamp,Complete Timestamp,Resource,Amount\nC1,Claim registered,2026-01-05 10:00:00,2026-01-05 10:05:00,Desk 2,120.50\nC1,Claim paid,2026-01-07 10:00:00,,Desk 3,\n",
    );
    expect(made.plan.kind).toBe("interactions");
    expect(eventsOf(made)).toMatchObject([
      { name: "Claim registered", identities: ["user:C1"], properties: { Resource: "Desk 2", seconds: 300, case_id: "C1" } },
      { name: "Claim paid", identities: ["user:C1"] },
    ]);
  });

  it("belongs to the customer where it names one beside the case", async () => {
    const made = await importText(
      "case:concept:name,concept:name,time:timestamp,org:resource,customer_id\n77,Called,2026-01-05T10:00:00+01:00,Line 1,k-9\n",
    );
    expect(made.plan.kind).toBe("interactions");
    expect(eventsOf(made)).toMatchObject([{ name: "Called", identities: ["user:k-9"], properties: { case_id: "77" } }]);
  });

  it("that notes when a step was planned, began and was done counts it once", async () => {
    const lines = ["schedule", "start", "complete"].map((step, i) => `C1,Claim checked,2026-01-05 1${i}:00:00,${step}`);
    const made = await importText(`case id,activity,timestamp,lifecycle:transition\n${lines.join("\n")}\n`);
    expect(made.result).toMatchObject({ read: 3, stored: 1, leftOut: 2, omissions: [{ code: "not_complete", count: 2 }] });
  });

  it("that only notes when steps began counts them all", async () => {
    const made = await importText("case id,activity,timestamp,lifecycle:transition\nC1,Claim checked,2026-01-05 10:00:00,start\n");
    expect(made.result).toMatchObject({ stored: 1, leftOut: 0 });
  });
});

describe("audits of stores", () => {
  it("are what happened at a place: a score of ours, never a customer's answer", async () => {
    const made = await importText(
      "Audit ID,Store,Audit Date,Auditor,Cleanliness,Order,Noise,Notes,Total Score,Max Score\nA-1,Köln 3,2026-01-05,Auditor One,4,5,3,Floor was wet at the door,12,15\n",
    );
    expect(made.plan).toMatchObject({ kind: "audits", channel: "store" });
    expect(eventsOf(made)).toMatchObject([
      {
        name: "Store Audited",
        channel: "store",
        identities: ["anonymous:location Köln 3"],
        properties: {
          location: "Köln 3",
          score: 12,
          best_score: 15,
          score_percent: 80,
          Cleanliness: 4,
          Noise: 3,
          auditor: "Auditor One",
          notes: "Floor was wet at the door",
        },
      },
    ]);
    expect(answersIn(made)).toEqual([]);
  });
});
