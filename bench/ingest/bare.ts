import { fdatasyncSync, openSync, writeSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import { gunzipSync } from "node:zlib";

type Item = { messageId?: string; userId?: string; anonymousId?: string };

/**
 * A ruler: a bare server that parses the JSON of a request, checks the ids, and answers when its bytes are on the disk, many requests to
 * one sync. With `restamp` it also writes each event anew, with the moment of its arrival.
 */
export function serveBare(file: string, restamp: boolean): Promise<number> {
  const log = openSync(file, "a");
  let waiting: { bytes: Buffer; response: ServerResponse }[] = [];

  const commit = () => {
    const group = waiting;
    waiting = [];
    writeSync(log, Buffer.concat(group.map(({ bytes }) => bytes)));
    fdatasyncSync(log);
    for (const { response } of group) response.end('{"success":true}');
  };

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const sent = Buffer.concat(chunks);
      const plain = sent[0] === 0x1f && sent[1] === 0x8b ? gunzipSync(sent) : sent;
      const body = JSON.parse(plain.toString("utf8")) as Item & { batch?: Item[] };
      const items = body.batch ?? [body];
      if (!items.every(isNamed)) throw new Error("an event without ids");
      response.setHeader("content-type", "application/json");
      const bytes = restamp ? Buffer.from(items.map(stamped).join("\n")) : plain;
      if (waiting.push({ bytes, response }) === 1) setTimeout(commit, 10);
    });
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve((server.address() as { port: number }).port)));
}

const isNamed = ({ messageId, userId, anonymousId }: Item): boolean =>
  typeof messageId === "string" && (typeof userId === "string" || typeof anonymousId === "string");

const stamped = (item: Item): string => JSON.stringify({ ...item, receivedAt: new Date().toISOString() });
