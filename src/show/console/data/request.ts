/** What the server refused and why; `says` is a sentence for a person, `issues` name the fields. */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    readonly says: string,
    readonly request: string,
    readonly issues: { path: string; message: string }[] = [],
  ) {
    super(says || code);
    this.name = "Refusal";
  }
}

export type Params = Record<string, string | number | null | undefined>;
export type Method = "GET" | "POST" | "PATCH" | "DELETE";

/** The address of an answer: `/api` in front, empty parameters left out, in a stable order. */
export function address(path: string, params: Params = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params).sort(([a], [b]) => a.localeCompare(b))) {
    if (value !== undefined && value !== null && value !== "") query.set(name, String(value));
  }
  const text = query.toString();
  return `/api${path}${text ? `?${text}` : ""}`;
}

type Ask = { method?: Method; params?: Params; body?: unknown; signal?: AbortSignal };

/**
 * One question or order to the server.
 *
 * @throws Refusal with the server's code; `unreachable` when no answer came at all
 */
export async function request<T>(path: string, { method = "GET", params, body, signal }: Ask = {}): Promise<T> {
  const headers: Record<string, string> = { accept: "application/json" };
  if (method !== "GET") headers["x-rapport"] = "1";
  const raw = body instanceof FormData;
  if (body !== undefined && !raw) headers["content-type"] = "application/json";

  let response: Response;
  try {
    response = await fetch(address(path, params), {
      method,
      headers,
      credentials: "same-origin",
      signal: signal ?? null,
      body: body === undefined ? null : raw ? body : JSON.stringify(body),
    });
  } catch (problem) {
    if (signal?.aborted) throw problem;
    throw new Refusal("unreachable", "", "");
  }
  const text = await response.text();
  const answer = readJson(text);
  if (response.ok && (text === "" || answer !== undefined)) return answer as T;
  const error = (answer as { error?: Partial<Refusal> & { message?: string } } | undefined)?.error;
  throw new Refusal(error?.code ?? "internal", error?.message ?? "", error?.request ?? "", error?.issues);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
