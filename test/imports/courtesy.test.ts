import { expect, test } from "vitest";
import { createCourtesy } from "../../src/collect/courtesy.ts";
import { lookAtCsv, readCsv } from "../../src/collect/imports/formats/csv.ts";
import { guessPlan } from "../../src/collect/imports/guessing/guess.ts";
import { importFile } from "../../src/collect/imports/runs/import-file.ts";

async function* pieces(of: string[]) {
  for (const piece of of) yield Buffer.from(piece);
}

test("an import stands back between two pieces of its file while somebody waits for an answer, and goes on when they have it", async () => {
  const file = ["user,score,date\n", "1,9,2026-03-01\n", "2,9,2026-03-01\n", "3,9,2026-03-01\n"];
  const { plan } = guessPlan(await lookAtCsv(pieces(file)), { timezone: "UTC", currency: "EUR", country: "" }, { kind: "feedback" });
  const courtesy = createCourtesy();
  const leave = courtesy.greet();
  const seen: number[] = [];
  let isAnswered = false;
  const importing = importFile({
    workspaceId: "w",
    sourceId: "s",
    plan: { ...plan, question: "recommend" },
    batches: readCsv(pieces(file), plan),
    accept: async (_, { length }) => ({ stored: length, known: 0 }),
    onProgress: ({ rows }) => isAnswered || seen.push(rows),
    giveWay: courtesy.giveWay,
  });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(seen).toEqual([0]);
  isAnswered = true;
  leave();
  expect(await importing).toMatchObject({ read: 3, stored: 3 });
});
