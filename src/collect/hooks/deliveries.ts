import { randomUUID } from "node:crypto";
import { Failure } from "../../model/failure.ts";
import { ask } from "../../store/ask.ts";
import { instant, millis } from "../../store/events/connect.ts";
import type { Store } from "../../store/open.ts";

/** A delivery that was believed, and what became of it. `receivedAt` is UTC ms; `code` says why something was set aside. */
export type DeliveryNote = {
  id: string;
  receivedAt: number;
  deliveryId: string;
  topic: string;
  stored: number;
  known: number;
  setAside: number;
  code: string;
};

/** Notes deliveries to look back on. They are written beside the traffic: what counts was stored before. */
export type DeliveryLog = {
  note(workspaceId: string, sourceId: string, delivery: Omit<DeliveryNote, "id"> & { raw: string }): void;
  /** Resolves when everything noted is written. */
  flush(): Promise<void>;
};

const gatherMs = 100;
const mostWaiting = 2000;

export function createDeliveryLog({ events }: Store, onTrouble: (error: unknown) => void): DeliveryLog {
  let waiting: unknown[][] = [];
  let writing: Promise<void> | null = null;

  async function write(): Promise<void> {
    while (waiting.length > 0) {
      await new Promise((resolve) => setTimeout(resolve, gatherMs));
      const values = waiting;
      waiting = [];
      await events.client.insert({ table: "deliveries", columns: [...columns], values, format: "JSONCompactEachRow" }).catch(onTrouble);
    }
    writing = null;
  }

  return {
    note(workspaceId, sourceId, { receivedAt, deliveryId, topic, stored, known, setAside, code, raw }) {
      if (waiting.length >= mostWaiting) waiting.shift();
      waiting.push([workspaceId, sourceId, instant(receivedAt), randomUUID(), deliveryId, topic, stored, known, setAside, code, raw]);
      writing ??= write();
    },
    async flush() {
      await writing;
    },
  };
}

const columns = [
  "workspace_id",
  "source_id",
  "received_at",
  "id",
  "delivery_id",
  "topic",
  "stored",
  "known",
  "set_aside",
  "code",
  "raw",
] as const;

const told = "id, toString(received_at) AS receivedAt, delivery_id AS deliveryId, topic, stored, known, set_aside AS setAside, code";
const wanted = "FROM deliveries WHERE workspace_id = {workspace:String} AND source_id = {source:String}";

type Row = Omit<DeliveryNote, "receivedAt"> & { receivedAt: string };
const noteOf = <R extends Row>(row: R) => ({ ...row, receivedAt: millis(row.receivedAt) });

/** The last deliveries of a webhook, newest first. */
export async function listDeliveries(store: Store, workspaceId: string, sourceId: string, most = 50): Promise<DeliveryNote[]> {
  const sql = `SELECT ${told} ${wanted} ORDER BY received_at DESC, id LIMIT {most:UInt32}`;
  const bound = { workspace: workspaceId, source: sourceId, most };
  return (await ask<Row>(store.events.client, { tag: "deliveries", sql, bound })).map(noteOf);
}

/** The last deliveries of a webhook with what was sent, newest first. */
export async function readDeliveries(
  store: Store,
  workspaceId: string,
  sourceId: string,
  most: number,
): Promise<(DeliveryNote & { raw: string })[]> {
  const sql = `SELECT ${told}, raw ${wanted} ORDER BY received_at DESC, id LIMIT {most:UInt32}`;
  const bound = { workspace: workspaceId, source: sourceId, most };
  return (await ask<Row & { raw: string }>(store.events.client, { tag: "deliveries", sql, bound })).map(noteOf);
}

/** One delivery with what was sent. @throws Failure `not_found` when there is none, or it is older than two weeks */
export async function findDelivery(
  store: Store,
  workspaceId: string,
  { sourceId, id }: { sourceId: string; id: string },
): Promise<DeliveryNote & { raw: string }> {
  const sql = `SELECT ${told}, raw ${wanted} AND id = {id:String} LIMIT 1`;
  const bound = { workspace: workspaceId, source: sourceId, id };
  const [row] = await ask<Row & { raw: string }>(store.events.client, { tag: "delivery", sql, bound });
  if (!row) throw new Failure("not_found", { thing: "delivery" });
  return noteOf(row);
}
