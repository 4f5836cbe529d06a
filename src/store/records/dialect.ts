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
  const connection: DatabaseConnection = {
    async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
      const { rows, affected } = await engine.run(sql, parameters);
      return { rows: rows as R[], numAffectedRows: BigInt(affected) };
    },
    streamQuery() {
      throw new Error("The embedded record engine answers whole results; read large ones in pages.");
    },
  };
  const run = (sql: string) => engine.run(sql, []).then(() => {});
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
    beginTransaction: () => run("BEGIN"),
    commitTransaction: () => run("COMMIT"),
    rollbackTransaction: () => run("ROLLBACK"),
  };
}
