import { resolve } from "node:path";
import type { Settings } from "../model/settings.ts";
import { watchDisk, type DiskWatch } from "./disk.ts";
import { connectEvents, type Events } from "./events/connect.ts";
import { lockFolder, type FolderLock } from "./lock.ts";
import { connectRecords, type Records } from "./records/connect.ts";
import { openVault, type Vault } from "./vault.ts";

/** Where facts and records are kept. Everything else is handed one; only the entry points and the test support open it. */
export type Store = {
  settings: Settings;
  events: Events;
  records: Records;
  vault: Vault;
  disk: DiskWatch;
  welcomeOperator: FolderLock["welcome"];
  close(): Promise<void>;
};

/**
 * Takes the data folder, opens both stores and brings their tables up to date.
 *
 * @throws Failure `folder_in_use`, `store_unavailable`, `bad_setting`
 */
export async function openStore(given: Settings): Promise<Store> {
  const settings = { ...given, data: resolve(given.data) };
  const lock = await lockFolder(settings.data);
  const [events, records, vault] = await Promise.allSettled([
    connectEvents(settings),
    connectRecords(settings),
    Promise.resolve(settings).then(openVault),
  ]);
  if (events.status === "fulfilled" && records.status === "fulfilled" && vault.status === "fulfilled") {
    const disk = await watchDisk(settings.data);
    return {
      settings,
      vault: vault.value,
      events: events.value,
      records: records.value,
      disk,
      welcomeOperator: lock.welcome,
      close: async () => {
        disk.close();
        await Promise.all([events.value.close(), records.value.close()]);
        await lock.release();
      },
    };
  }
  for (const part of [events, records]) if (part.status === "fulfilled") await part.value.close();
  await lock.release();
  throw [events, records, vault].find((part) => part.status === "rejected")!.reason;
}
