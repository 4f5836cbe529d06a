import { describe, expect, it } from "vitest";
import { GroupSender } from "../../src/collect/imports/runs/group-sender.ts";
import type { DeadLetter, Fact } from "../../src/model/fact.ts";
import { Failure } from "../../src/model/failure.ts";

const letters = (raw: string): DeadLetter[] => [{ sourceId: "s", receivedAt: 0, protocol: "file", code: "x", problem: "", raw }];

/** Sends groups one behind the other, as an import does, and tells in which order they were taken. */
async function send(groups: number, refuse: (attempt: number) => Error | null): Promise<{ taken: string[]; received: number }> {
  const taken: string[] = [];
  let attempt = 0;
  let received = 0;
  const accept = async (_: string, __: Fact[], [letter]: DeadLetter[]) => {
    const error = refuse(attempt++);
    if (error) throw error;
    taken.push(letter!.raw);
    return { stored: 1, known: 0 };
  };
  const sender = new GroupSender({ workspaceId: "w", accept }, (_, { stored }) => (received += stored));
  try {
    for (let i = 0; i < groups; i++) {
      await sender.send({ facts: [], others: [], letters: letters(String(i)) });
      await Promise.resolve().then(() => new Promise((resolve) => setImmediate(resolve)));
    }
  } finally {
    await sender.end();
  }
  return { taken, received };
}

describe("groups of rows on their way", () => {
  it("keep the order of the file when one is turned away for a while", async () => {
    const overloaded = new Failure("overloaded", { seconds: 1 });
    const { taken, received } = await send(12, (attempt) => (attempt === 3 || attempt === 4 ? overloaded : null));
    expect([taken.map(Number), received]).toEqual([Array.from({ length: 12 }, (_, i) => i), 12]);
  });

  it("end with the trouble of the one that could not be stored", async () => {
    await expect(send(12, (attempt) => (attempt === 2 ? new Error("disk") : null))).rejects.toThrow("disk");
    await expect(send(1, () => new Error("disk"))).rejects.toThrow("disk");
  });
});
