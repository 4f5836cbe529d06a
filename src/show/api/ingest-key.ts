import type { Asked } from "../../collect/sources/source.ts";
import { Failure } from "../../model/failure.ts";

/**
 * The write key of a request: from its header (Basic with or without colon, Bearer, X-Write-Key), else from its body
 * (`writeKey`, `api_key`, `token`), else from its address.
 *
 * @returns  `null` when there is none
 * @throws   Failure `key_conflict` when header and body hold different keys; a masked key in the body is none
 */
export function keyIn({ headers, body, query }: Asked): string | null {
  const inHeader = headerKey(headers);
  const inBody = bodyKey(body);
  if (inHeader && inBody && inHeader !== inBody) throw new Failure("key_conflict");
  const { writeKey } = query;
  return inHeader ?? inBody ?? (typeof writeKey === "string" && writeKey !== "" ? writeKey : null);
}

function headerKey(headers: Asked["headers"]): string | null {
  const [scheme = "", credentials = ""] = String(headers.authorization ?? "")
    .trim()
    .split(/\s+/, 2);
  if (scheme.toLowerCase() === "bearer") return credentials || null;
  if (scheme.toLowerCase() === "basic") return Buffer.from(credentials, "base64").toString("utf8").split(":", 1)[0] || null;
  const own = headers["x-write-key"];
  // Some clients insist on a key of the shape `id:secret`: ours is the part before the colon.
  return typeof own === "string" ? own.split(":", 1)[0] || null : null;
}

function bodyKey(body: unknown): string | null {
  if (typeof body !== "object" || body === null) return null;
  const { writeKey, api_key: apiKey, token } = body as Record<string, unknown>;
  const key = [writeKey, apiKey, token].find((value) => typeof value === "string" && value !== "") as string | undefined;
  return key === undefined || key.includes("***") ? null : key;
}
