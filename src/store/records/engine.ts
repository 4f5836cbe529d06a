/**
 * The embedded record engine: PGlite in a process of its own, with fsync switched on.
 *
 * Started by `records/embedded.ts`; answers `{ id, sql, parameters }` messages with rows. It ends when its parent does.
 */
import { setFlagsFromString } from "node:v8";
import type { PGlite } from "@electric-sql/pglite";
import { openDurable } from "./durable.ts";

type Request = { id: number; sql: string; parameters: unknown[] };

const { folder, createOnly } = JSON.parse(process.env.ENGINE_SETTINGS ?? "{}") as { folder: string; createOnly?: boolean };

async function answer(database: PGlite, { id, sql, parameters }: Request): Promise<void> {
  try {
    const result = parameters.length ? await database.query(sql, parameters) : (await database.exec(sql)).at(-1);
    process.send?.({ id, rows: result?.rows ?? [], affected: result?.affectedRows ?? 0 });
  } catch (error) {
    const { message, code, constraint, detail } = error as { message: string; code?: string; constraint?: string; detail?: string };
    process.send?.({ id, error: { message, code, constraint, detail } });
  }
}

// V8 translates a function again, and better, once it has run for a while. Its usual while is so short that a start spent half of its CPU on
// functions that are not needed again; this one is over after a second of real work.
setFlagsFromString("--wasm-tiering-budget=100000000");

const database = await openDurable(folder).catch((error: Error) => {
  process.send?.({ failed: error.message });
  console.error(error.message);
  process.exit(1);
});

const stop = async () => {
  await database.close();
  process.exit(0);
};
process.on("SIGINT", () => {});
process.on("SIGTERM", () => {});
process.on("disconnect", () => void stop());
process.on("message", (message: Request | "stop") => void (message === "stop" ? stop() : answer(database, message)));
// Making a new database leaves half a gigabyte behind in its process: it is made in one process and used in the next.
process.send?.({ port: 0 }, () => void (createOnly && stop()));
