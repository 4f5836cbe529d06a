import { join, resolve } from "node:path";
import { setFlagsFromString } from "node:v8";
import type { Settings } from "../model/settings.ts";
import { watchDisk, type DiskWatch } from "./disk.ts";
import { connectEvents, type Events } from "./events/connect.ts";
import { openJournal, type Journal } from "./journal.ts";
import { lockFolder, type FolderLock } from "./lock.ts";
import { connectRecords, type Records } from "./records/connect.ts";
import { openVault, type Vault } from "./vault.ts";

/** Where facts and records are kept. Everything else is handed one; only the entry points and the test support open it. */
export type Store = {
  settings: Settings;
  events: Events;
  records: Records;
  /** What was acknowledged and is not in the event store yet. */
  journal: Journal;
  vault: Vault;
  disk: DiskWatch;
  welcomeOperator: FolderLock["welcome"];
  close(): Promise<void>;
};

/** How the two stores are reached; the tests lend engines that run already. */
export type Connect = { events: (settings: Settings) => Promise<Events>; records: (settings: Settings) => Promise<Records> };

// Rows live for a second or two, long enough to be taken for something that stays. V8 lets such memory grow to four times of what is really
// in use before it looks again; at twice it finds them for no more work.
setFlagsFromString("--heap-growing-percent=100");

/**
 * Takes the data folder, opens both stores and brings their tables up to date.
 *
 * @throws Failure `folder_in_use`, `store_unavailable`, `bad_setting`
 */
export async function openStore(given: Settings, connect: Connect = { events: connectEvents, records: connectRecords }): Promise<Store> {
  const settings = { ...given, data: resolve(given.data) };
  const lock = await lockFolder(settings.data);
  const [events, records, vault, journal] = await Promise.allSettled([
    connect.events(settings),
    connect.records(settings),
    Promise.resolve(settings).then(openVault),
    openJournal(join(settings.data, "journal")),
  ]);
  if (events.status === "fulfilled" && records.status === "fulfilled" && vault.status === "fulfilled" && journal.status === "fulfilled") {
    const disk = await watchDisk(settings.data);
    return {
      settings,
      vault: vault.value,
      events: events.value,
      records: records.value,
      journal: journal.value,
      disk,
      welcomeOperator: lock.welcome,
      close: async () => {
        disk.close();
        await Promise.all([events.value.close(), records.value.close(), journal.value.close()]);
        await lock.release();
      },
    };
  }
  for (const part of [events, records, journal]) if (part.status === "fulfilled") await part.value.close();
  await lock.release();
  throw [events, records, vault, journal].find((part) => part.status === "rejected")!.reason;
}
