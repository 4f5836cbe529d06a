import type { DeadLetter, Fact } from "../../../model/fact.ts";
import { Failure } from "../../../model/failure.ts";
import type { Receipt } from "../../intake/queue.ts";
import type { ImportRun } from "./import-file.ts";
import type { SortedGroup } from "../rows/sorter.ts";

// The intake stores what waits together: many small groups become one large one there, and one large one is being stored while the
// next is read. More would only lie in memory.
const mostUnderWay = 16;

/** Told when a group is stored: how many chief facts it had, what became of them, and of those beside them. */
type Receive = (given: number, chief: Receipt, beside: Receipt) => void;

/** What one call of the intake is given. */
type Given = { facts: Fact[]; letters: DeadLetter[] };

/** Hands groups on in their order, several of them under way at once. When more is arriving than can be stored, an import is the one that waits. */
export class GroupSender {
  readonly #run: Pick<ImportRun, "workspaceId" | "accept" | "signal">;
  readonly #receive: Receive;
  #underWay: Promise<void>[] = [];
  /** An earlier group that was turned away and is still to be taken: those behind it wait, or the order of the file would be lost. */
  #turnedAway: Promise<unknown> | null = null;

  constructor(run: Pick<ImportRun, "workspaceId" | "accept" | "signal">, receive: Receive) {
    this.#run = run;
    this.#receive = receive;
  }

  /** Hands a group on; resolves when there is room for the next. @throws what storing an earlier group threw */
  async send(group: SortedGroup): Promise<void> {
    if (this.#underWay.length >= mostUnderWay) await this.#underWay.shift();
    await this.#turnedAway;
    // Rows are counted by their chief facts, so what stands beside them is handed on by itself.
    const chief = this.#accept({ facts: group.facts, letters: group.letters });
    const beside = group.others.length > 0 ? this.#accept({ facts: group.others, letters: [] }) : { stored: 0, known: 0 };
    const given = group.facts.length;
    const storing = Promise.all([chief, beside]).then((receipts) => this.#receive(given, ...receipts));
    // A failure is met where the group is awaited; until then it is not unhandled.
    storing.catch(() => {});
    this.#underWay.push(storing);
  }

  /** Resolves when every group is stored. @throws the first failure, after all have ended */
  async end(): Promise<void> {
    const results = await Promise.allSettled(this.#underWay);
    this.#underWay = [];
    const failed = results.find((result) => result.status === "rejected");
    if (failed) throw failed.reason;
  }

  #accept(given: Given): Promise<Receipt> {
    const { accept, workspaceId } = this.#run;
    // Whoever is turned away hears it at once: what was taken is not kept here as well while it is stored.
    let mayBeTurnedAway: Given | null = given;
    setImmediate(() => (mayBeTurnedAway = null));
    return accept(workspaceId, given.facts, given.letters).catch((error: unknown) => {
      if (!isOverloaded(error) || !mayBeTurnedAway) throw error;
      const retried = this.#retry(mayBeTurnedAway);
      const all: Promise<unknown> = Promise.all([this.#turnedAway, retried]).finally(() => {
        if (this.#turnedAway === all) this.#turnedAway = null;
      });
      all.catch(() => {});
      this.#turnedAway = all;
      return retried;
    });
  }

  async #retry({ facts, letters }: Given): Promise<Receipt> {
    const { accept, workspaceId, signal } = this.#run;
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      signal?.throwIfAborted();
      try {
        return await accept(workspaceId, facts, letters);
      } catch (error) {
        if (!isOverloaded(error)) throw error;
      }
    }
  }
}

const isOverloaded = (error: unknown): boolean => error instanceof Failure && error.code === "overloaded";
