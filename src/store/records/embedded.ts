import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../../model/failure.ts";
import type { Settings } from "../../model/settings.ts";
import { isAlive, keepRunning, startChild } from "../child.ts";

/** What the record engine answers: rows, and how many were changed. */
export type EngineAnswer = { rows: Record<string, unknown>[]; affected: number };

/** The embedded record engine: one connection, whose statements run in the order in which they are sent. */
export type EmbeddedRecords = {
  run(sql: string, parameters: readonly unknown[]): Promise<EngineAnswer>;
  /** How often it was started: a transaction does not outlive the engine that it began in. */
  lives(): number;
  isRunning(): boolean;
  stop(): Promise<void>;
};

/** An error of the record store, with PostgreSQL's own code. */
export class RecordsError extends Error {
  constructor(
    message: string,
    readonly code?: string,
    readonly constraint?: string,
  ) {
    super(message);
    this.name = "RecordsError";
  }
}

type Reply = { id: number; error?: { message: string; code?: string; constraint?: string } } & EngineAnswer;

/**
 * Starts PGlite in its own process and keeps it running. A statement that was under way when it ended is refused, never repeated.
 *
 * @throws Failure `store_unavailable` when it does not come up
 */
export async function startEmbeddedRecords(settings: Settings): Promise<EmbeddedRecords> {
  const folder = join(settings.data, "records");
  const waiting = new Map<number, { resolve(answer: EngineAnswer): void; reject(error: Error): void }>();
  let lastId = 0;
  let lives = 0;

  if (!existsSync(join(folder, "PG_VERSION"))) await createDatabase(folder);
  const engine = await keepRunning(async () => {
    const child = await startChild("records-engine", { folder });
    lives++;
    child.process.on("message", (reply: Reply) => {
      const caller = waiting.get(reply.id);
      waiting.delete(reply.id);
      if (reply.error) caller?.reject(new RecordsError(reply.error.message, reply.error.code, reply.error.constraint));
      else caller?.resolve({ rows: reply.rows, affected: reply.affected });
    });
    child.process.once("exit", () => {
      for (const { reject } of waiting.values()) reject(new Failure("store_unavailable", { store: "record" }));
      waiting.clear();
    });
    return child;
  });
  return {
    run: (sql, parameters) =>
      new Promise((resolve, reject) => {
        if (!engine.isRunning()) return reject(new Failure("store_unavailable", { store: "record" }));
        const id = ++lastId;
        waiting.set(id, { resolve, reject });
        // Its channel closes a moment before it is known to have ended; without somebody to hear it the error would end this process too.
        engine.process().send({ id, sql, parameters }, (error) => {
          if (error && waiting.delete(id)) reject(new Failure("store_unavailable", { store: "record" }));
        });
      }),
    lives: () => lives,
    isRunning: engine.isRunning,
    stop: engine.stop,
  };
}

/** Makes the database in a process that ends afterwards, in a folder that gets its name only when it is whole. */
async function createDatabase(folder: string): Promise<void> {
  const unfinished = `${folder}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished);
  const { process } = await startChild("records-engine", { folder: unfinished, createOnly: true } as { folder: string });
  if (isAlive(process)) await new Promise((resolve) => process.once("exit", resolve));
  renameSync(unfinished, folder);
}
