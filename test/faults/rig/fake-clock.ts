import { existsSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pause } from "./effort.ts";
import { allows } from "./machine.ts";

/** A wall clock that the processes started with `wrap` believe in; the monotonic clock goes on. */
export type FakeClock = { wrap: string[]; set(seconds: number): Promise<void> };

const home = "/usr/lib";

/**
 * Makes a clock that is this many seconds ahead; `null` when the machine lacks the library behind faketime, which is said loudly.
 *
 * @param ofAll  whether what the started process starts believes in it as well; an event engine then turns in circles, whose waits are on the clock
 */
export function createFakeClock(seconds = 0, { ofAll = true } = {}): FakeClock | null {
  if (!allows("faketime")) return null;
  const library = readdirSync(home)
    .map((folder) => join(home, folder, "faketime", "libfaketimeMT.so.1"))
    .find((file) => existsSync(file));
  if (!library) return null;
  const offset = join(mkdtempSync(join(tmpdir(), "rapport-clock-")), "offset");
  const write = (value: number): void => writeFileSync(offset, `${value < 0 ? "" : "+"}${value}\n`);
  write(seconds);
  const settings = [`LD_PRELOAD=${library}`, `FAKETIME_TIMESTAMP_FILE=${offset}`, "FAKETIME_NO_CACHE=1", "FAKETIME_DONT_FAKE_MONOTONIC=1"];
  const itsOwn = `NODE_OPTIONS=--import=data:text/javascript,${encodeURIComponent("delete process.env.LD_PRELOAD")}`;
  return {
    wrap: ["env", ...settings, ...(ofAll ? [] : [itsOwn])],
    async set(value) {
      write(value);
      await pause(50);
    },
  };
}
