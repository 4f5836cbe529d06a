import { open, statfs } from "node:fs/promises";
import { join } from "node:path";

/** How full a disk is: the share in use, bytes that are free, and the highest of the alarms 80, 90 and 95 (%) that it has passed, 0 for none. */
export type Fullness = { used: number; freeBytes: number; alarm: number };

/** Watches the disk under a data folder. */
export type DiskWatch = {
  /** What the last look showed. */
  fullness(): Fullness;
  /** Whether so little is left that the engines could come to harm: nothing new may be accepted. */
  isFull(): boolean;
  /** Whether a few bytes can be forced to the disk just now, within a second and a half. */
  keeps(): Promise<boolean>;
  /** Looks now instead of at the next turn. */
  look(): Promise<Fullness>;
  /** Told whenever an alarm is passed in either direction. */
  onAlarm(hear: (fullness: Fullness) => void): void;
  close(): void;
};

const alarms = [95, 90, 80];
const everyMs = 250;
const patienceMs = 1500;

// The record engine takes 16 MB at a time for its log and dies when it cannot have them; merging events needs room as well.
const reserveBytes = 48 * 1024 ** 2;

/** Looks at the disk four times a second; a disk that cannot be looked at counts as full. */
export async function watchDisk(folder: string): Promise<DiskWatch> {
  const hearers: ((fullness: Fullness) => void)[] = [];
  let last: Fullness = { used: 0, freeBytes: Infinity, alarm: 0 };

  async function look(): Promise<Fullness> {
    const before = last.alarm;
    last = await statfs(folder).then(fullnessOf, () => ({ used: 1, freeBytes: 0, alarm: 95 }));
    if (last.alarm !== before) for (const hear of hearers) hear(last);
    return last;
  }

  let trying: Promise<boolean> | null = null;

  await look();
  const timer = setInterval(() => void look(), everyMs).unref();
  return {
    fullness: () => last,
    isFull: () => last.freeBytes < reserveBytes,
    look,
    keeps() {
      // However many ask, one tries.
      trying ??= forceSomething(join(folder, "probe")).finally(() => (trying = null));
      return Promise.race([trying, new Promise<boolean>((resolve) => setTimeout(resolve, patienceMs, false).unref())]);
    },
    onAlarm(hear) {
      hearers.push(hear);
      if (last.alarm > 0) hear(last);
    },
    close: () => clearInterval(timer),
  };
}

async function forceSomething(path: string): Promise<boolean> {
  try {
    const file = await open(path, "w", 0o600);
    await file
      .write("kept\n")
      .then(() => file.datasync())
      .finally(() => file.close());
    return true;
  } catch {
    return false;
  }
}

function fullnessOf({ blocks, bavail, bsize }: { blocks: number; bavail: number; bsize: number }): Fullness {
  const used = blocks === 0 ? 0 : 1 - bavail / blocks;
  return { used, freeBytes: bavail * bsize, alarm: alarms.find((alarm) => used * 100 >= alarm) ?? 0 };
}
