import { freemem, totalmem } from "node:os";
import { statfs } from "node:fs/promises";
import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Settings } from "../../../model/settings.ts";
import { reachOwner } from "../../../store/lock.ts";
import type { Verb } from "../command.ts";
import type { Reach } from "../reach.ts";
import { table } from "../say.ts";

type Finding = { check: string; state: "ok" | "warn" | "fail"; says: string };

/** What can be told without opening the stores: the runtime, the machine, the disk below the data folder. */
async function examineMachine(settings: Settings): Promise<Finding[]> {
  let folder = resolve(settings.data);
  while (!existsSync(folder)) folder = dirname(folder);
  const { bavail, blocks, bsize } = await statfs(folder);
  const freeGb = (bavail * bsize) / 2 ** 30;
  const memoryGb = totalmem() / 2 ** 30;
  const isOpen = !["127.0.0.1", "localhost", "::1"].includes(settings.host);
  return [
    { check: "Node", state: "ok", says: `${process.versions.node} on ${process.platform} ${process.arch}` },
    {
      check: "memory",
      state: memoryGb < 1 ? "warn" : "ok",
      says: `${memoryGb.toFixed(1)} GB, ${(freemem() / 2 ** 30).toFixed(1)} GB free${memoryGb < 1 ? "; Rapport wants 1 GB or more" : ""}`,
    },
    {
      check: "disk",
      state: bavail / blocks < 0.05 ? "fail" : freeGb < 2 ? "warn" : "ok",
      says: `${freeGb.toFixed(1)} GB free below ${resolve(settings.data)}`,
    },
    {
      check: "network",
      state: isOpen && !settings.publicUrl.startsWith("https:") ? "warn" : "ok",
      says: isOpen
        ? `open to the network on ${settings.host}; put it behind HTTPS and set RAPPORT_URL`
        : `only this machine can reach it (${settings.host})`,
    },
  ];
}

/** What the running product says of itself; the stores are opened for it when none runs. */
async function examineProduct(settings: Settings, withProduct: Parameters<Verb["run"]>[1]["withProduct"]): Promise<Finding[]> {
  const owner = await reachOwner(resolve(settings.data));
  owner?.destroy();
  const { checks, accounts } = await withProduct(async (reach) => ({
    ...(await reach.get<{ checks: Record<string, boolean> }>("/readyz")),
    accounts: await examineAccounts(reach),
  }));
  const where = owner ? "answers in the Rapport that runs now" : "opens and answers (no Rapport runs at the moment)";
  return [
    {
      check: "events",
      state: checks.events ? "ok" : "fail",
      says: `${settings.eventsUrl ? "ClickHouse server" : "embedded engine"} ${where}`,
    },
    {
      check: "records",
      state: checks.records ? "ok" : "fail",
      says: `${settings.recordsUrl ? "PostgreSQL server" : "embedded engine"} ${where}`,
    },
    accounts,
  ];
}

type Compared = { differences: { sourceId: string; what: string; n: number }[]; elsewhere: number };
const words: Record<string, string> = { unaccounted: "became nothing", facts: "stored facts", letters: "dead letters" };

/** Whether what was told and what is there agree: received = stored + known + set aside, and the rows are there. */
async function examineAccounts(reach: Reach): Promise<Finding> {
  try {
    const { differences, elsewhere } = await reach.send<Compared>("POST", "/api/accounts/check");
    const said = differences.map(
      ({ sourceId, what, n }) => `${sourceId}: ${Math.abs(n)} ${words[what] ?? what} ${n > 0 ? "missing" : "too many"}`,
    );
    if (elsewhere > 0) said.push(`${elsewhere} more in other workspaces`);
    return {
      check: "accounts",
      state: said.length > 0 ? "fail" : "ok",
      says: said.join("; ") || "everything received is stored, known or set aside, and the rows are there",
    };
  } catch (error) {
    return { check: "accounts", state: "warn", says: `could not be compared: ${(error as Error).message}` };
  }
}

export const doctorVerb: Verb = {
  usage: "doctor",
  summary: "Look whether this machine and the stores are in order, and say what to mend",
  examples: ["rapport doctor", "rapport doctor --json"],
  async run(_, { settings, withProduct }) {
    const machine = await examineMachine(settings);
    const product = await examineProduct(settings, withProduct).catch((error: Error): Finding[] => [
      { check: "stores", state: "fail", says: error.message },
    ]);
    const findings = [...machine, ...product];
    if (findings.some(({ state }) => state === "fail")) process.exitCode = 1;
    return { lines: table([["CHECK", "STATE", ""], ...findings.map(({ check, state, says }) => [check, state, says])]), json: findings };
  },
};
