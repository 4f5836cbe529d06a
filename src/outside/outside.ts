import { lookup as resolve, type LookupAddress } from "node:dns";
import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate } from "node:zlib";
import { Agent, buildConnector, request, type Dispatcher } from "undici";
import { Failure } from "../model/failure.ts";
import { isListed, mayReach, privateHost, readAllowance, readTarget } from "./target.ts";

/** What to ask of somebody outside. The whole exchange ends within `timeoutMs`, and no more than `limitBytes` of an answer are read. */
export type Errand = {
  url: string;
  method?: "GET" | "POST";
  headers?: Record<string, string>;
  body?: string | Buffer;
  timeoutMs?: number;
  limitBytes?: number;
};

/** What came back; names of headers are in lower case. A redirect is an answer like any other and is never followed. */
export type Reply = { status: number; headers: Record<string, string>; body: Buffer };

/** The one way out of the house. Nothing else in Rapport opens a connection to an address that somebody typed. */
export type Outside = {
  /** The address, if it may be called. @throws Failure `bad_input` */
  check(url: string, field?: string): URL;
  /** @throws Failure `bad_input` for an address that may not be called, `outside_failed` when nothing usable came back */
  call(errand: Errand): Promise<Reply>;
  close(): Promise<void>;
};

/** Finds the addresses of a name. */
export type Lookup = (host: string) => Promise<LookupAddress[]>;

const defaults = { timeoutMs: 10_000, limitBytes: 5_000_000 };
const agent = "Rapport (self-hosted customer experience platform)";
const lookupAll: Lookup = async (host) => promisify(resolve)(host, { all: true, verbatim: true });

/**
 * Opens the way out. Private and reserved addresses are refused where an address is typed, where its name is resolved, and once more on
 * the connected socket, so that neither a rebinding name nor a literal in an odd form leads inside.
 *
 * @param allow  the operator's list of exceptions, as `RAPPORT_OUTBOUND_ALLOW` holds it
 */
export function createOutside(allow: string, { lookup = lookupAll }: { lookup?: Lookup } = {}): Outside {
  const allowance = readAllowance(allow);
  const dispatcher = new Agent({ connect: guardedConnector(), pipelining: 0, maxHeaderSize: 16_384, connections: 8 });
  const check = (url: string, field?: string) => readTarget(url, allowance, field);

  function guardedConnector(): buildConnector.connector {
    const connectorThrough = (find: Lookup) =>
      buildConnector({
        timeout: 5000,
        lookup: (host, _options, done) => {
          find(host).then(
            (addresses) => done(null, addresses as never),
            (error: NodeJS.ErrnoException) => done(error, [] as never),
          );
        },
      });
    const free = connectorThrough(lookup);
    const guarded = connectorThrough(async (host) => onlyReachable(await lookup(host)));
    return (options, done) => {
      if (isListed({ hostname: options.hostname, host: `${options.hostname}:${options.port}` }, allowance)) return free(options, done);
      return guarded(options, (error, socket) => {
        if (error || !socket) return done(error ?? new Unreachable(), null);
        if (mayReach(socket.remoteAddress ?? "", allowance)) return done(null, socket);
        socket.destroy();
        return done(new Unreachable(), null);
      });
    };
  }

  const onlyReachable = (addresses: LookupAddress[]): LookupAddress[] => {
    // One private address among several is enough: whoever set the name up decides which of them is used.
    if (addresses.length === 0 || addresses.some(({ address }) => !mayReach(address, allowance))) throw new Unreachable();
    return addresses;
  };

  return {
    check,
    async call({ url, method = "GET", headers = {}, body, timeoutMs = defaults.timeoutMs, limitBytes = defaults.limitBytes }) {
      const target = check(url);
      const signal = AbortSignal.timeout(timeoutMs);
      try {
        const answer = await request(target, {
          dispatcher,
          method,
          signal,
          headersTimeout: timeoutMs,
          bodyTimeout: timeoutMs,
          headers: { "user-agent": agent, "accept-encoding": "gzip, deflate, br", ...headers },
          ...(body === undefined ? {} : { body }),
        });
        const plain = plainHeaders(answer.headers);
        const bytes = await readAtMost(answer, limitBytes);
        return { status: answer.statusCode, headers: plain, body: await unpack(bytes, plain["content-encoding"], limitBytes) };
      } catch (error) {
        throw asFailure(error, target.hostname);
      }
    },
    close: () => dispatcher.close(),
  };
}

class Unreachable extends Error {}
class TooLarge extends Error {}

async function readAtMost({ body }: Dispatcher.ResponseData, limitBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    length += chunk.length;
    // Leaving the loop destroys the body, and the connection with it.
    if (length > limitBytes) throw new TooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function unpack(bytes: Buffer, encoding: string | undefined, limitBytes: number): Promise<Buffer> {
  const options = { maxOutputLength: limitBytes };
  if (bytes.length === 0) return bytes;
  if (encoding === "gzip" || encoding === "x-gzip") return promisify<Buffer, object, Buffer>(gunzip)(bytes, options);
  if (encoding === "deflate") return promisify<Buffer, object, Buffer>(inflate)(bytes, options);
  if (encoding === "br") return promisify<Buffer, object, Buffer>(brotliDecompress)(bytes, options);
  return bytes;
}

const plainHeaders = (headers: Dispatcher.ResponseData["headers"]): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), Array.isArray(value) ? value.join(", ") : String(value)]),
  );

/** What went wrong in words that tell nothing of what is open or shut behind the house's own wall. */
function asFailure(error: unknown, host: string): Failure {
  if (error instanceof Failure) return error;
  const { name, code } = error as { name?: string; code?: string };
  if (error instanceof Unreachable) return new Failure("bad_input", { field: "url", problem: privateHost });
  if (error instanceof TooLarge || code === "ERR_BUFFER_TOO_LARGE")
    return new Failure("outside_failed", { host, problem: "its answer is too large" });
  if (name === "TimeoutError" || name === "AbortError" || code === "UND_ERR_HEADERS_TIMEOUT" || code === "UND_ERR_BODY_TIMEOUT")
    return new Failure("outside_failed", { host, problem: "it did not answer in time" });
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return new Failure("outside_failed", { host, problem: "there is no such host" });
  if (code?.startsWith("CERT_") || code?.includes("CERT") || code === "UNABLE_TO_VERIFY_LEAF_SIGNATURE")
    return new Failure("outside_failed", { host, problem: "its certificate cannot be trusted" });
  return new Failure("outside_failed", { host, problem: "it cannot be reached, or broke off" });
}
