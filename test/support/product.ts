import { startProduct, type Running } from "../../src/show/api/start.ts";
import { lentEngines } from "./engines.ts";
import { emptySettings, testSettings } from "./settings.ts";

/** A running product on a free port with a fresh folder, and a browser-like client that is signed in as the owner. */
export type TestProduct = Running & { api: Client };

/** Sends a request as the signed-in owner; answers the status and the parsed body. */
export type Client = <T = unknown>(
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<{ status: number; body: T; headers: Headers }>;

export const owner = {
  name: "Owner",
  email: "owner@example.com",
  password: "correct horse battery",
  workspace: "Test Company",
  timezone: "Europe/Berlin",
};

/** A client that keeps the cookies it is given and says that it is one of our own pages. */
export function createClient(url: string): Client {
  let cookie = "";
  return async (method, path, body, headers = {}) => {
    const answer = await fetch(url + path, {
      method,
      redirect: "manual",
      headers: { "x-rapport": "1", cookie, ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
      ...(body === undefined
        ? {}
        : { body: typeof body === "string" || body instanceof Uint8Array ? (body as BodyInit) : JSON.stringify(body) }),
    });
    const given = answer.headers.getSetCookie();
    if (given.length) cookie = given.map((line) => line.split(";")[0]).join("; ");
    const text = await answer.text();
    const isJson = answer.headers.get("content-type")?.includes("json") ?? false;
    return { status: answer.status, body: (isJson ? JSON.parse(text) : text) as never, headers: answer.headers };
  };
}

/** Starts a product on engines that are lent, so that settings of engines have no effect, and creates its owner. */
export const startTestProduct = (env: Record<string, string> = {}): Promise<TestProduct> =>
  ownedBy(startProduct(emptySettings(env), { connect: lentEngines }));

/** The same on engines of its own, for a test that opens its folder again: everything is in there. */
export const startLastingProduct = (): Promise<TestProduct> => ownedBy(startProduct(testSettings()));

async function ownedBy(started: Promise<Running>): Promise<TestProduct> {
  const running = await started;
  const api = createClient(running.url);
  const made = await api("POST", "/api/setup", owner);
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  return { ...running, api };
}
