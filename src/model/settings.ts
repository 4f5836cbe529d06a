import { Failure } from "./failure.ts";

/** What a setting is: its environment name, its default, its unit where it has one, and a sentence. */
type Setting<T> = { env: string; fallback: T; unit?: string; says: string; secret?: true; read: (text: string, env: string) => T };

const refuse = (env: string, value: string, problem: string): never => {
  throw new Failure("bad_setting", { name: env, value, problem });
};

const text = (value: string): string => value;

const wholeNumber =
  (least: number, most: number) =>
  (value: string, env: string): number => {
    const number = Number(value);
    const fits = Number.isInteger(number) && number >= least && number <= most;
    return fits ? number : refuse(env, value, `give a whole number from ${least} to ${most}.`);
  };

const oneOf =
  <T extends string>(...choices: T[]) =>
  (value: string, env: string): T =>
    (choices as string[]).includes(value) ? (value as T) : refuse(env, value, `give one of ${choices.join(", ")}.`);

const url =
  (...schemes: string[]) =>
  (value: string, env: string): string => {
    const parsed = URL.canParse(value) ? new URL(value) : refuse(env, value, "it is not an address.");
    return schemes.includes(parsed.protocol) ? value : refuse(env, value, `its scheme must be ${schemes.join(" or ")}`);
  };

/** Keys that others' secrets are locked with: long, and nobody's example. The value itself is never repeated in a refusal. */
const lockKeys = (value: string, env: string): string => {
  const keys = value.split(",").map((key) => key.trim());
  const isStrong = (key: string) => key.length >= 32 && new Set(key).size >= 10;
  return keys.every(isStrong)
    ? keys.join(",")
    : refuse(env, "(hidden)", "each key needs 32 characters or more, made at random: openssl rand -base64 32");
};

/** Every setting. `rapport settings` prints this list; a `RAPPORT_*` name that is not in it is refused at start. */
export const settingList = {
  port: { env: "PORT", fallback: 4400, says: "Port of the web server.", read: wholeNumber(0, 65_535) },
  host: { env: "HOST", fallback: "127.0.0.1", says: "Address to listen on. 0.0.0.0 opens Rapport to the network.", read: text },
  data: { env: "RAPPORT_DATA", fallback: "./data", says: "Folder that holds everything Rapport stores itself.", read: text },
  recordsUrl: {
    env: "DATABASE_URL",
    fallback: "",
    secret: true,
    says: "PostgreSQL 15 or later for records, as postgres://… Empty: embedded.",
    read: url("postgres:", "postgresql:"),
  },
  eventsUrl: {
    env: "RAPPORT_EVENTS_URL",
    fallback: "",
    secret: true,
    says: "ClickHouse server for events, as http(s)://user:password@host:8123/database. Empty: embedded.",
    read: url("http:", "https:"),
  },
  publicUrl: {
    env: "RAPPORT_URL",
    fallback: "",
    says: "Address under which people reach Rapport; links and snippets use it. Empty: the address of the request.",
    read: url("http:", "https:"),
  },
  secret: {
    env: "RAPPORT_SECRET",
    fallback: "",
    secret: true,
    says: "Key that webhook secrets are locked with, 32 random characters or more. Several, comma separated: the first locks, all open. Empty: secret.key in the data folder.",
    read: lockKeys,
  },
  trustProxy: {
    env: "RAPPORT_TRUST_PROXY",
    fallback: "",
    says: "Addresses of proxies whose X-Forwarded-* headers are believed, comma separated. Empty: none.",
    read: text,
  },
  eventsMemoryMb: {
    env: "RAPPORT_EVENTS_MEMORY_MB",
    fallback: 1024,
    unit: "MiB",
    says: "Most memory the embedded event engine may use for queries.",
    read: wholeNumber(256, 1_048_576),
  },
  queryTimeoutS: {
    env: "RAPPORT_QUERY_TIMEOUT_S",
    fallback: 20,
    unit: "s",
    says: "Longest time one question may run.",
    read: wholeNumber(1, 3600),
  },
  bodyLimitKb: {
    env: "RAPPORT_BODY_LIMIT_KB",
    fallback: 4096,
    unit: "KiB",
    says: "Largest tracking request, after decompression.",
    read: wholeNumber(512, 65_536),
  },
  schemaNames: {
    env: "RAPPORT_SCHEMA_NAMES",
    fallback: 10_000,
    says: "Most names of properties, and of events, that a workspace's schema keeps. What is beyond is stored all the same.",
    read: wholeNumber(10, 1_000_000),
  },
  outboundAllow: {
    env: "RAPPORT_OUTBOUND_ALLOW",
    fallback: "",
    says: "Hosts, host:port, addresses or ranges that may be called although they are not public, comma separated. Empty: none.",
    read: text,
  },
  inbox: {
    env: "RAPPORT_INBOX",
    fallback: "",
    says: "Folder that is watched for files to import, with one folder for each workspace in it. Empty: none.",
    read: text,
  },
  unpackedMb: {
    env: "RAPPORT_UNPACKED_MB",
    fallback: 16_384,
    unit: "MiB",
    says: "Largest size of a file to import after it was unpacked.",
    read: wholeNumber(1, 16_777_216),
  },
  unpackedRatio: {
    env: "RAPPORT_UNPACKED_RATIO",
    fallback: 250,
    says: "How many times its packed size a file may have once it is unpacked; it counts above 16 MiB.",
    read: wholeNumber(2, 100_000),
  },
  logLevel: {
    env: "RAPPORT_LOG",
    fallback: "info" as LogLevel,
    says: "How much to log: silent, error, warn, info or debug.",
    read: oneOf<LogLevel>("silent", "error", "warn", "info", "debug"),
  },
  chromium: { env: "RAPPORT_CHROMIUM", fallback: "", says: "Chromium for the browser tests. Empty: the usual places.", read: text },
} satisfies Record<string, Setting<string> | Setting<number> | Setting<LogLevel>>;

export type LogLevel = "silent" | "error" | "warn" | "info" | "debug";
export type Settings = { [K in keyof typeof settingList]: (typeof settingList)[K]["fallback"] };

/**
 * Settings from an environment; an empty value counts as absent.
 *
 * @throws Failure `unknown_setting` for a `RAPPORT_*` name that does not exist, `bad_setting` for a value that cannot be used
 */
export function readSettings(env: Record<string, string | undefined>): Settings {
  const known = new Set(Object.values(settingList).map((setting) => setting.env as string));
  for (const name of Object.keys(env)) {
    if (!name.startsWith("RAPPORT_") || known.has(name)) continue;
    throw new Failure("unknown_setting", { name, hint: "Run `rapport settings` to see all of them." });
  }
  const read = ([name, setting]: [string, { env: string; fallback: unknown; read: (text: string, env: string) => unknown }]) => {
    const value = env[setting.env]?.trim();
    return [name, value ? setting.read(value, setting.env) : setting.fallback];
  };
  return Object.fromEntries(Object.entries(settingList).map(read as never)) as Settings;
}
