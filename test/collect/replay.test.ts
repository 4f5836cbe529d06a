import Fastify, { type FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createCollect, type Collect } from "../../src/collect/collect.ts";
import { listDeadLetters } from "../../src/collect/watch/dead-letters.ts";
import { replayLetter } from "../../src/collect/watch/replay.ts";
import { listSources } from "../../src/collect/watch/sources.ts";
import { ingest } from "../../src/show/api/ingest.ts";
import { ask } from "../../src/store/ask.ts";
import type { Store } from "../../src/store/open.ts";
import { openLentStore } from "../support/store.ts";
import { addWorkspace } from "./workspace.ts";

let store: Store;
let collect: Collect;
let app: FastifyInstance;
let url: string;
beforeAll(async () => {
  store = await openLentStore();
  collect = await createCollect(store);
  app = Fastify();
  await app.register(ingest, { intake: collect.intake, keys: collect.keys, bodyLimitBytes: 4_194_304 });
  url = await app.listen({ port: 0, host: "127.0.0.1" });
});
afterAll(async () => {
  await app.close();
  await collect.stop();
  await store.close();
});

type Sent = { path: string; body?: object | object[]; type?: string };
type Item = Record<string, unknown>;

// Two good messages, of which one is told twice where a protocol has ids, and a bad one; and how the bad one is mended.
const protocols: Record<string, { send(key: string): Sent[]; known: number; mend(item: Item): void }> = {
  segment: {
    send: (writeKey) => {
      const event = (messageId: string, name?: string) => ({ type: "track", userId: "1", messageId, event: name });
      return [{ path: "/v1/batch", body: { writeKey, batch: [event("a", "A"), event("b", "B"), event("a", "A"), event("c")] } }];
    },
    known: 1,
    mend: (item) => Object.assign(item, { event: "Mended" }),
  },
  posthog: {
    send: (key) => {
      const properties = { token: key, distinct_id: "1", $set: { plan: "pro" }, $groups: { company: "acme" } };
      const event = (uuid: string, name?: string) => ({ uuid, event: name, properties });
      return [
        { path: "/e/?sent_at=1", body: [event("a", "A"), event("b", "B"), event("a", "A")] },
        { path: "/batch/", body: { api_key: key, batch: [event("c")] } },
      ];
    },
    known: 1,
    mend: (item) => Object.assign(item, { event: "Mended" }),
  },
  snowplow: {
    send: (aid) => {
      const event = (eid: string, action: string) => ({ e: "se", uid: "1", eid, aid, se_ca: "x", se_ac: action });
      const data = [event("a", "A"), event("b", "B"), event("a", "A")];
      return [{ path: "/com.snowplowanalytics.snowplow/tp2", body: { data } }, { path: `/i?e=xx&uid=1&eid=c&se_ca=x&aid=${aid}` }];
    },
    known: 1,
    mend: (item) => Object.assign(item, { e: "se", se_ac: "Mended" }),
  },
  cloudevents: {
    send: (key) => {
      const event = (id: string, type: string) => ({ specversion: "1.0", id, source: "/x", type, data: { customer: "1" } });
      const body = [event("a", "A"), event("b", "B"), event("a", "A"), event("c", "")];
      return [{ path: `/cloudevents/${key}?user=data.customer`, body, type: "application/cloudevents-batch+json" }];
    },
    known: 1,
    mend: (item) => Object.assign(item.event as Item, { type: "Mended" }),
  },
  ga4: {
    send: (secret) => {
      const events = [{ name: "A" }, { name: "B" }, { params: {} }];
      return [{ path: `/mp/collect?api_secret=${secret}`, body: { user_id: "1", user_properties: { tier: { value: "gold" } }, events } }];
    },
    known: 0,
    mend: (item) => Object.assign((item.events as Item[])[0]!, { name: "Mended" }),
  },
};

test.each(Object.keys(protocols))(
  "%s: each message is stored, known or set aside; what was set aside is mended and comes in",
  async (name) => {
    const { send, known, mend } = protocols[name]!;
    await addWorkspace(store, name);
    const { key } = await collect.keys.create(name, "Shop");
    for (const { path, body, type = "application/json" } of send(key)) {
      const init = body ? { method: "POST", headers: { "content-type": type }, body: JSON.stringify(body) } : {};
      expect((await fetch(`${url}${path}`, init)).status).toBeLessThan(300);
    }
    const health = async () => {
      await collect.intake.written();
      const [source] = await listSources(store, name);
      const { received, stored, known, setAside } = source!;
      return { received, stored, known, setAside };
    };
    expect(await health()).toEqual({ received: 3 + known, stored: 2, known, setAside: 1 });

    const { items } = await listDeadLetters(store, name);
    expect(items).toMatchObject([{ protocol: name }]);
    const letter = items[0]!;
    await expect(replayLetter(store, collect.intake, { workspaceId: name, letter })).rejects.toMatchObject({ code: "bad_input" });
    const item = JSON.parse(letter.raw) as Item;
    mend(item);
    for (let time = 0; time < 2; time++)
      await replayLetter(store, collect.intake, { workspaceId: name, letter: { ...letter, raw: JSON.stringify(item) } });
    const sql = `SELECT message_id AS id, identities[1] AS who FROM interactions WHERE workspace_id = {name:String} AND (name LIKE '%Mended')`;
    const mended = await ask<{ id: string; who: string }>(store.events.client, { tag: "test", sql, bound: { name } });
    expect(mended.map(({ who }) => who)).toEqual(known ? ["user:1"] : ["user:1", "user:1"]);
  },
);
