import { createReadStream, statSync } from "node:fs";
import { Agent, request, type IncomingMessage } from "node:http";
import { basename, resolve } from "node:path";
import { Failure, failures, type FailureCode } from "../../model/failure.ts";
import type { Settings } from "../../model/settings.ts";
import { reachOwner } from "../../store/lock.ts";

/** Speaks to the API as the operator. Answers the parsed body. */
export type Reach = {
  get<T>(path: string): Promise<T>;
  send<T>(method: "POST" | "PATCH" | "DELETE", path: string, body?: unknown): Promise<T>;
  /** Sends a file as a form, or what comes on the standard input when the file is `-`; `tell` hears how many bytes are sent. */
  upload<T>(path: string, file: string, tell?: (bytes: number) => void): Promise<T>;
  /** The same, acting in another workspace. */
  within(workspace: string): Reach;
};

/** A refusal that the API sent, as it was. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly issues: { path: string; message: string }[] = [],
  ) {
    super(message);
  }

  /** Exit code of the catalogue, or 1 for a code that this version does not know. */
  get exit(): number {
    return this.code in failures ? failures[this.code as FailureCode].exit : 1;
  }
}

/** Runs a task against the Rapport that owns the data folder; when none runs, one is started for as long as the task takes. */
export async function withProduct<T>(settings: Settings, workspace: string, task: (reach: Reach) => Promise<T>): Promise<T> {
  const folder = resolve(settings.data);
  const owner = await reachOwner(folder);
  owner?.destroy();
  const running = owner ? null : await startOwn(settings);
  const agent = agentOf(folder);
  return task(createReach(agent, workspace)).finally(() => {
    agent.destroy();
    return running?.stop();
  });
}

// Loaded only where it is needed: whoever speaks to a running Rapport need not wait for all of it to be read.
async function startOwn(settings: Settings) {
  const { startProduct } = await import("../api/start.ts");
  return startProduct({ ...settings, logLevel: "error" }, { operatorOnly: true });
}

/** Connections to the owner of a folder. They are kept, so that an early refusal can be read although not all of a file was sent. */
function agentOf(folder: string): Agent {
  const agent = new Agent({ keepAlive: true });
  agent.createConnection = ((_options: unknown, done: (error: Error | null, socket?: unknown) => void) => {
    void reachOwner(folder).then((socket) => (socket ? done(null, socket) : done(new Failure("folder_in_use", { folder }))));
  }) as never;
  return agent;
}

function createReach(agent: Agent, workspace: string): Reach {
  const call = (method: string, path: string, headers: Record<string, string>, write: (out: NodeJS.WritableStream) => void) =>
    new Promise<never>((resolve, reject) => {
      const out = request(
        {
          agent,
          method,
          path,
          host: "localhost",
          headers: { "x-rapport": "1", ...(workspace ? { "x-rapport-workspace": workspace } : {}), ...headers },
        },
        (answer) => void readAnswer(answer).then(resolve as never, reject),
      );
      out.on("error", reject);
      write(out);
    });

  return {
    within: (other) => createReach(agent, other),
    get: (path) => call("GET", path, {}, (out) => out.end()),
    send: (method, path, body) =>
      call(method, path, body === undefined ? {} : { "content-type": "application/json" }, (out) =>
        out.end(body === undefined ? "" : JSON.stringify(body)),
      ),
    upload: (path, file, tell = () => {}) => {
      const boundary = "rapport-upload-boundary";
      // As browsers write it: UTF-8 as it is, with what would end the name escaped.
      const name = (file === "-" ? "standard input" : basename(file)).replace(/["\r\n]/g, encodeURIComponent);
      const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`;
      const tail = `\r\n--${boundary}--\r\n`;
      // A pipe does not say how long it is, so it goes out in pieces.
      const size = file === "-" ? null : Buffer.byteLength(head) + statSync(file).size + Buffer.byteLength(tail);
      return call(
        "POST",
        path,
        { "content-type": `multipart/form-data; boundary=${boundary}`, ...(size === null ? {} : { "content-length": String(size) }) },
        (out) => {
          let sent = 0;
          out.write(head);
          (file === "-" ? process.stdin : createReadStream(file, { highWaterMark: 262_144 }))
            .on("data", (chunk: Buffer) => tell((sent += chunk.length)))
            .on("end", () => out.end(tail))
            .pipe(out, { end: false });
        },
      );
    },
  };
}

async function readAnswer(answer: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString("utf8");
  const body = answer.headers["content-type"]?.includes("json")
    ? (JSON.parse(text) as { error?: { code: string; message: string; issues?: [] } })
    : text;
  if ((answer.statusCode ?? 500) < 400) return body;
  const error = typeof body === "object" ? body.error : undefined;
  throw new Refused(error?.code ?? "internal", error?.message ?? `Rapport answered ${answer.statusCode}.`, error?.issues);
}
