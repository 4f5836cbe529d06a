/**
 * The embedded event engine: chDB behind the ClickHouse HTTP interface, in a process of its own.
 *
 * Started by `events/embedded.ts` with its settings as JSON in ENGINE_SETTINGS; answers the ordinary ClickHouse client on a loopback port
 * that needs a random password. It ends when its parent does.
 */
import { timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { gunzipSync, gzipSync } from "node:zlib";
import { Session } from "chdb";
import { createLanes } from "../lanes.ts";

type EngineSettings = { folder: string; password: string; port: number; memoryMb: number; database: string };

const settings = JSON.parse(process.env.ENGINE_SETTINGS ?? "{}") as EngineSettings;
// The engine looks at its own memory many times a second, also when nobody asks it anything; twice is enough.
const connectionArgs = [
  `--max_server_memory_usage=${settings.memoryMb * 1024 * 1024}`,
  "--mark_cache_size=134217728",
  "--memory_worker_period_ms=500",
];
const keeper = openKeeper();

// One session runs one query at a time, and four running queries starve the thread pool: reads wait for a lane, writes have their own.
const readLane = createLanes(3);
const writeLane = createLanes(2);

/** The session that stays open for as long as the engine lives, so that the others open in under a millisecond. */
function openKeeper(): Session {
  try {
    return new Session(settings.folder, { connectionArgs });
  } catch {
    // Why is said by the engine itself on the error channel, which the parent reads.
    process.send?.({ failed: "cannot_open" });
    process.exit(3);
  }
}

const quote = (text: string): string => `'${text.replace(/\\/g, "\\\\").replace(/'/g, "\\'")}'`;
const inAddressOnly = new Set([
  "query",
  "query_id",
  "database",
  "default_format",
  "session_id",
  "wait_end_of_query",
  "compress",
  "decompress",
  "role",
]);

/** `SET` statements for the settings and then the parameters that came in the address: how long a parameter may be is a setting. Names are checked; values are quoted. */
function preludeOf(address: URL): string {
  const pairs = [...address.searchParams].filter(([name]) => !inAddressOnly.has(name) && /^[a-z_][a-zA-Z0-9_]*$/.test(name));
  const isValue = ([name]: [string, string]): boolean => name.startsWith("param_");
  const usual: [string, string] = ["output_format_json_quote_64bit_integers", "1"];
  const database = address.searchParams.get("database")?.replace(/\W/g, "") || settings.database;
  return `USE ${database}; ${setOf([usual, ...pairs.filter((pair) => !isValue(pair))])}${setOf(pairs.filter(isValue))}`;
}

/** One statement for all: each costs a tenth of a millisecond. */
const setOf = (pairs: [string, string][]): string =>
  pairs.length ? `SET ${pairs.map(([name, value]) => `${name} = ${quote(value)}`).join(", ")}; ` : "";

const rawInsert = /^\s*INSERT\s+INTO\s+([\w.`]+)\s*(?:\(([^)]*)\))?\s+FORMAT\s+(JSONEachRow|JSONCompactEachRow|TabSeparated|CSV)\s*$/i;
type RawFormat = "JSONEachRow" | "JSONCompactEachRow" | "TabSeparated" | "CSV";

/** One request on a session of its own: settings and parameters of one query never reach another. */
function run(address: URL, body: Buffer, format: string): Promise<Buffer> {
  const inAddress = address.searchParams.get("query");
  const write = inAddress ? rawInsert.exec(inAddress) : null;
  return (write ? writeLane : readLane)(async () => {
    const session = new Session(settings.folder, { connectionArgs });
    try {
      await session.queryAsync(preludeOf(address));
      if (!write) {
        const query = inAddress ? `${inAddress}\n${body.toString("utf8")}` : body.toString("utf8");
        return Buffer.from((await session.queryAsync(query, { format })).bytes());
      }
      const columns = write[2]?.split(",").map((name) => name.replace(/[`"\s]/g, ""));
      const table = write[1]!.replaceAll("`", "");
      await session.insert({ table, values: body, format: write[3] as RawFormat, ...(columns ? { columns } : {}) });
      return Buffer.alloc(0);
    } finally {
      session.close();
    }
  });
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  return request.headers["content-encoding"] === "gzip" ? gunzipSync(body) : body;
}

function isAllowed(request: IncomingMessage): boolean {
  const basic = /^Basic (.+)$/.exec(request.headers.authorization ?? "")?.[1];
  const given = basic
    ? Buffer.from(basic, "base64").toString().split(":").slice(1).join(":")
    : String(request.headers["x-clickhouse-key"] ?? "");
  const expected = Buffer.from(settings.password);
  const offered = Buffer.from(given);
  return offered.length === expected.length && timingSafeEqual(offered, expected);
}

function refuse(response: ServerResponse, status: number, message: string): void {
  const code = /Code: (\d+)/.exec(message)?.[1] ?? "1002";
  response.writeHead(status, { "X-ClickHouse-Exception-Code": code, "Content-Type": "text/plain; charset=utf-8" });
  response.end(`${message}\n`);
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const address = new URL(request.url ?? "/", "http://localhost");
  if (address.pathname === "/ping") return void response.end("Ok.\n");
  if (!isAllowed(request)) return refuse(response, 403, "Code: 516. DB::Exception: Authentication failed. (AUTHENTICATION_FAILED)");
  try {
    const format = request.headers["x-clickhouse-format"] ?? address.searchParams.get("default_format") ?? "TabSeparated";
    const bytes = await run(address, await readBody(request), String(format));
    const packed = address.searchParams.get("enable_http_compression") === "1" && /gzip/.test(String(request.headers["accept-encoding"]));
    response.writeHead(200, {
      "Content-Type": "application/octet-stream",
      "X-ClickHouse-Query-Id": address.searchParams.get("query_id") ?? "",
      ...(packed ? { "Content-Encoding": "gzip" } : {}),
    });
    response.end(packed ? gzipSync(bytes, { level: 1 }) : bytes);
  } catch (error) {
    refuse(response, 500, error instanceof Error ? error.message : String(error));
  }
}

await keeper.queryAsync(`CREATE DATABASE IF NOT EXISTS ${settings.database.replace(/\W/g, "")} ENGINE = Atomic`);

const server = createServer(
  // Parameters travel in the address; a list of message hashes is long.
  { requestTimeout: 0, headersTimeout: 10_000, keepAliveTimeout: 30_000, maxHeaderSize: 1024 * 1024 },
  (request, response) => void answer(request, response),
);
server.listen(settings.port, "127.0.0.1", () => {
  const address = server.address();
  process.send?.({ port: typeof address === "object" ? address?.port : null });
});
server.on("error", (error) => {
  process.send?.({ failed: error.message });
  process.exit(1);
});

// Terminal signals reach the whole process group; the parent decides when the engine may go.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => {});
process.on("disconnect", () => process.exit(0));
process.on("message", (message) => {
  if (message !== "stop") return;
  server.close();
  server.closeIdleConnections();
  keeper.close();
  process.exit(0);
});
