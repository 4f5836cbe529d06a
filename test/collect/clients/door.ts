import Fastify, { type FastifyInstance } from "fastify";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { createCollect } from "../../../src/collect/collect.ts";
import { ingest } from "../../../src/show/api/ingest.ts";
import { ask } from "../../../src/store/ask.ts";
import { openLentStore } from "../../support/store.ts";
import { outcomes } from "../facts.ts";
import { addWorkspace } from "../workspace.ts";

/** A company that a client sends to, and what came of it. */
export type Company = {
  url: string;
  key: string;
  /** The next answers to events are lost on their way: everything is stored, and the sender is told 503. */
  loseAnswers(count: number): void;
  /** Every request for events so far, as `METHOD path status`. */
  requests: string[];
  /** The names of what each customer did and said, in alphabetical order, once everything is followed; the busiest customer first. */
  timelines(): Promise<string[][]>;
  /** What was said about customers: what kind of saying, and the kinds of keys it was said with, in alphabetical order. */
  identifications(): Promise<string[]>;
  /** The address that each fact with a context was sent from, as it is stored, each once; empty where none is. */
  addresses(): Promise<string[]>;
  /** How many messages had each outcome, as the sources page adds them up. */
  outcomes(): Promise<Record<string, number>>;
  /** What is known of each customer who has a name: its traits. */
  traits(): Promise<Record<string, unknown>[]>;
  /** Resolves when so many facts are stored, and no more came for a moment. @throws when that takes 20 seconds */
  stored(count: number): Promise<void>;
};

const eventAddress = /batch|\/v1\/\w+$|\/api\/s\/|\/e\/|\/analytics\/events|\/tp2|\/i\?|\/cloudevents|\/mp\//;

/** The event door for the tests of one file; each test finds a new company at it. */
export function useDoor(): { readonly company: Company } {
  const held = {} as { company: Company };
  let door: Door;
  beforeAll(async () => {
    door = await openDoor();
  });
  afterAll(() => door.stop());
  beforeEach(async () => {
    held.company = await door.addCompany();
  });
  return held;
}

/** The event door on real stores. Each company on it is new. */
type Door = { addCompany(): Promise<Company>; stop(): Promise<void> };

async function openDoor(): Promise<Door> {
  const store = await openLentStore();
  const collect = await createCollect(store);
  const apps: FastifyInstance[] = [];
  let companies = 0;
  return {
    async addCompany() {
      const workspace = `w${++companies}`;
      await addWorkspace(store, workspace);
      const { key } = await collect.keys.create(workspace, "Client");
      const requests: string[] = [];
      let toLose = 0;
      // Each company has an address of its own: the last words of an earlier test's page, which come whenever they come, are not taken for its own.
      const app = Fastify();
      apps.push(app);
      app.addHook("onSend", async (request, reply, payload) => {
        if (request.method === "OPTIONS" || !eventAddress.test(request.url)) return payload;
        if (toLose > 0 && reply.statusCode === 200) {
          toLose--;
          reply.code(503).header("retry-after", "1");
        }
        requests.push(`${request.method} ${request.url.split("?")[0]} ${reply.statusCode}`);
        return payload;
      });
      await app.register(ingest, { intake: collect.intake, keys: collect.keys, bodyLimitBytes: 4_194_304 });
      const url = await app.listen({ port: 0, host: "127.0.0.1" });
      const rows = async <T>(sql: string) => {
        await collect.intake.written();
        return ask<T>(store.events.client, { tag: "test", sql, bound: { workspace } });
      };
      const own = (table: string) => `SELECT message_id FROM ${table} WHERE workspace_id = {workspace:String}`;
      const tables = ["interactions", "feedback", "identifications"];
      const count = async () => (await rows(tables.map(own).join(" UNION ALL "))).length;
      return {
        url,
        key,
        requests,
        loseAnswers: (some) => (toLose = some),
        async timelines() {
          await collect.follower.caughtUp();
          const found = await rows<{ names: string[] }>(`
            SELECT arraySort(groupArray(name)) AS names FROM (
              SELECT customer_id, name FROM lived_interactions(workspace = {workspace:String})
              UNION ALL SELECT customer_id, toString(question) AS name FROM lived_feedback(workspace = {workspace:String}))
            GROUP BY customer_id`);
          return found.map(({ names }) => names).sort((a, b) => b.length - a.length);
        },
        async identifications() {
          const sql = "SELECT kind, identities FROM identifications WHERE workspace_id = {workspace:String} ORDER BY kind";
          const found = await rows<{ kind: string; identities: string[] }>(sql);
          return found.map(({ kind, identities }) => `${kind} ${identities.map((identity) => identity.split(":")[0]).join(" ")}`);
        },
        async addresses() {
          const own = (table: string) =>
            `SELECT JSONExtractString(context, 'ip') AS ip FROM ${table} WHERE workspace_id = {workspace:String}`;
          const found = await rows<{ ip: string }>(
            `SELECT DISTINCT ip FROM (${own("interactions")} UNION ALL ${own("identifications")}) ORDER BY ip`,
          );
          return found.map(({ ip }) => ip);
        },
        async outcomes() {
          await collect.intake.written();
          return outcomes(store, workspace);
        },
        async traits() {
          await collect.follower.caughtUp();
          const found = await store.records.database
            .selectFrom("customers")
            .select("traits")
            .where("workspace_id", "=", workspace)
            .execute();
          return found.map(({ traits }) => traits as Record<string, unknown>).filter((traits) => Object.keys(traits).length > 0);
        },
        async stored(wanted) {
          const until = Date.now() + 20_000;
          while ((await count()) < wanted) {
            if (Date.now() > until) throw new Error(`${await count()} of ${wanted} facts came: ${requests.join(", ")}`);
            await new Promise((resolve) => setTimeout(resolve, 50));
          }
          await new Promise((resolve) => setTimeout(resolve, 300));
          if ((await count()) !== wanted) throw new Error(`${await count()} facts came instead of ${wanted}`);
        },
      };
    },
    async stop() {
      await Promise.all(apps.map((app) => app.close()));
      await collect.stop();
      await store.close();
    },
  };
}
