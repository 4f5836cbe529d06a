import { Agent, request } from "node:http";
import { pause, rounds } from "./effort.ts";

/** What the senders know: the only truth about what was promised. */
export type Oracle = {
  /** Ids that were acknowledged; those that end with `low` are low answers. */
  acknowledged: string[];
  /** How often each status was answered. */
  answers: Record<number, number>;
  /** Requests that ended without an answer, by the code of the error and whether the connection was new. */
  broken: Record<string, number>;
  /** Answers that no sender may ever get, and refusals without a usable Retry-After. */
  breaches: string[];
  /** Milliseconds of each acknowledgement and of each refusal. */
  acksMs: number[];
  refusalsMs: number[];
};

/** Senders at work. `stop` ends them after their request, with everything unacknowledged given up. */
export type Senders = { oracle: Oracle; stop(): Promise<Oracle> };

/** `pauseMs` is what a sender waits after each batch: nothing in the long form, and in `npm test` enough to leave the machine to the other tests. */
export type SendOptions = {
  url: string;
  key: string;
  name?: string;
  width?: number;
  batch?: number;
  pauseMs?: number;
  patienceMs?: number;
};

/** Sends batches over kept connections until it is stopped; what is not acknowledged is sent again with the same ids, as libraries do. */
export function startSenders(options: SendOptions): Senders {
  const { width = 3, batch = 40, name = "s", pauseMs = rounds(25, 0) } = options;
  const oracle: Oracle = { acknowledged: [], answers: {}, broken: {}, breaches: [], acksMs: [], refusalsMs: [] };
  const agent = new Agent({ keepAlive: true, maxSockets: width });
  let running = true;

  async function send(sender: number): Promise<void> {
    for (let round = 0; running; round++) {
      const ids = Array.from({ length: batch }, (_, i) => `${name}${sender}-${round}-${i}${i % 10 === 0 ? "-low" : ""}`);
      while (running && !(await post(agent, options, ids, oracle))) await pause(30);
      if (pauseMs > 0) await pause(pauseMs);
    }
  }

  const sending = Array.from({ length: width }, (_, sender) => send(sender));
  return {
    oracle,
    async stop() {
      running = false;
      await Promise.all(sending);
      agent.destroy();
      return oracle;
    },
  };
}

/** Sends one batch and notes what came back. Whether it was acknowledged. */
async function post(agent: Agent, { url, key, patienceMs = 30_000 }: SendOptions, ids: string[], oracle: Oracle): Promise<boolean> {
  const began = performance.now();
  const answer = await exchange(agent, new URL("/v1/batch", url), key, bodyOf(ids), patienceMs).catch((error: NodeJS.ErrnoException) => {
    const kind = error.code ?? error.message;
    oracle.broken[kind] = (oracle.broken[kind] ?? 0) + 1;
    return null;
  });
  if (!answer) return false;
  const { status, retryAfter } = answer;
  oracle.answers[status] = (oracle.answers[status] ?? 0) + 1;
  if (status === 200) {
    oracle.acknowledged.push(...ids);
    oracle.acksMs.push(performance.now() - began);
    return true;
  }
  oracle.refusalsMs.push(performance.now() - began);
  const isOurTrouble = status === 429 || status === 503;
  if (!isOurTrouble) oracle.breaches.push(`answered ${status}`);
  else if (!/^([1-9]|[12]\d|30)$/.test(retryAfter ?? "")) oracle.breaches.push(`answered ${status} with Retry-After ${retryAfter}`);
  return false;
}

/** The body of a batch: each id is a message; those that end with `low` are answers that open a case. */
export const bodyOf = (ids: readonly string[]): string =>
  JSON.stringify({
    batch: ids.map((messageId, i) => ({
      type: "track",
      messageId,
      userId: `u${i}`,
      timestamp: new Date().toISOString(),
      ...(messageId.endsWith("low")
        ? { event: "Survey Answered", properties: { question: "recommend", score: 2, comment: "Late again" } }
        : { event: "Product Viewed", properties: {} }),
    })),
  });

/** One request on a kept connection. */
export function exchange(
  agent: Agent | undefined,
  url: URL,
  key: string,
  body: string | Buffer,
  patienceMs = 30_000,
  extra: Record<string, string> = {},
): Promise<{ status: number; retryAfter: string | undefined; text: string }> {
  return new Promise((resolve, reject) => {
    const headers = {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
      authorization: `Basic ${Buffer.from(`${key}:`).toString("base64")}`,
      ...extra,
    };
    const sending = request(url, { agent, method: "POST", headers, timeout: patienceMs }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => (text += chunk));
      response.once("error", reject);
      response.once("end", () => resolve({ status: response.statusCode!, retryAfter: response.headers["retry-after"], text }));
    });
    sending.once("timeout", () => sending.destroy(Object.assign(new Error("no answer"), { code: "NO_ANSWER" })));
    sending.once("error", (error: NodeJS.ErrnoException) =>
      reject(Object.assign(error, { code: `${error.code} on a ${sending.reusedSocket ? "kept" : "new"} connection` })),
    );
    sending.end(body);
  });
}
