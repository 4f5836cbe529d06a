import {
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from "kysely";
import { Failure } from "../../model/failure.ts";
import { createLanes } from "../lanes.ts";
import type { EmbeddedRecords } from "./embedded.ts";

/** Kysely on the embedded record engine. It has one connection, so a transaction keeps everyone else waiting until it ends. */
export function createEmbeddedDialect(engine: EmbeddedRecords): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createIntrospector: (database) => new PostgresIntrospector(database),
    createDriver: () => createDriver(engine),
  };
}

function createDriver(engine: EmbeddedRecords): Driver {
  const lane = createLanes(1);
  let release = () => {};
  // The life of the engine that the transaction under way began in.
  let begunIn: number | null = null;
  const connection: DatabaseConnection = {
    async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
      const { rows, affected } = await run(sql, parameters);
      return { rows: rows as R[], numAffectedRows: BigInt(affected) };
    },
    streamQuery() {
      throw new Error("The embedded record engine answers whole results; read large ones in pages.");
    },
  };
  /** Refuses the rest of a transaction whose engine ended: the next one would keep a part of it. */
  const run = async (sql: string, parameters: readonly unknown[] = []) => {
    if (begunIn !== null && begunIn !== engine.lives()) throw new Failure("store_unavailable", { store: "record" });
    return engine.run(sql, parameters);
  };
  const end = async (sql: string) => {
    await run(sql).finally(() => (begunIn = null));
  };
  return {
    init: async () => {},
    destroy: async () => {},
    acquireConnection: () =>
      new Promise((resolve) => {
        void lane(
          () =>
            new Promise<void>((done) => {
              release = done;
              resolve(connection);
            }),
        );
      }),
    releaseConnection: async () => release(),
    beginTransaction: async () => {
      await run("BEGIN");
      begunIn = engine.lives();
    },
    commitTransaction: () => end("COMMIT"),
    rollbackTransaction: () => end("ROLLBACK"),
  };
}
