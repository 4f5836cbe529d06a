import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../model/failure.ts";
import type { Settings } from "../model/settings.ts";

/** Locks away secrets that must be read again, such as those that others sign with. What is locked is bound to what it is about. */
export type Vault = {
  /** @param about  whose secret it is; the same words open it */
  seal(text: string, about: string): string;
  /** The text; `null` when it was sealed under a key that is gone, is about something else, or was changed. */
  open(sealed: string, about: string): string | null;
  /** Whether it was sealed under an older key than the one in use. */
  isOld(sealed: string): boolean;
};

const fileName = "secret.key";

/**
 * Opens the vault of a data folder. The first key locks, every key opens: those of `RAPPORT_SECRET`, and the one in the folder, which is
 * made when there is neither.
 *
 * @throws Failure `bad_setting` when the key file cannot be used
 */
export function openVault({ secret, data }: Pick<Settings, "secret" | "data">): Vault {
  const given = secret.split(",").filter(Boolean);
  const file = join(data, fileName);
  const filed = existsSync(file) ? [readKeyFile(file)] : given.length === 0 ? [makeKeyFile(file)] : [];
  const keys = [...given, ...filed].map(keyOf);
  const [first] = keys;

  return {
    seal(text, about) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", first!.bytes, nonce).setAAD(Buffer.from(about));
      const locked = Buffer.concat([cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
      return ["v1", first!.id, nonce.toString("base64url"), locked.toString("base64url")].join(".");
    },
    open(sealed, about) {
      const [version, id, nonce = "", locked = ""] = sealed.split(".");
      const key = keys.find((one) => one.id === id);
      return version === "v1" && key ? unlock(key.bytes, { nonce, locked, about }) : null;
    },
    isOld: (sealed) => sealed.split(".")[1] !== first!.id,
  };
}

function unlock(key: Buffer, { nonce, locked, about }: { nonce: string; locked: string; about: string }): string | null {
  const bytes = Buffer.from(locked, "base64url");
  try {
    const cipher = createDecipheriv("aes-256-gcm", key, Buffer.from(nonce, "base64url"), { authTagLength: 16 });
    cipher.setAAD(Buffer.from(about)).setAuthTag(bytes.subarray(-16));
    return Buffer.concat([cipher.update(bytes.subarray(0, -16)), cipher.final()]).toString("utf8");
  } catch {
    return null; // what was changed, or is about something else, is not opened: the caller says so
  }
}

/** The key that a text stands for, and a short name by which sealed texts know it. */
function keyOf(text: string): { id: string; bytes: Buffer } {
  const bytes = Buffer.from(hkdfSync("sha256", text, "rapport", "secrets at rest", 32));
  return { id: createHash("sha256").update(bytes).digest("hex").slice(0, 8), bytes };
}

function readKeyFile(file: string): string {
  const text = readFileSync(file, "utf8").trim();
  if (text.length >= 32) return text;
  throw new Failure("bad_setting", { name: fileName, value: "(hidden)", problem: "the file is damaged: bring it back from a backup." });
}

function makeKeyFile(file: string): string {
  const text = randomBytes(32).toString("base64url");
  const handle = openSync(file, "wx", 0o600);
  writeSync(handle, `${text}\n`);
  fsyncSync(handle);
  closeSync(handle);
  return text;
}
