import { spawn } from "node:child_process";
import { mkdtempSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openStore } from "../../src/store/open.ts";
import { lockFolder, reachOwner } from "../../src/store/lock.ts";
import { testSettings } from "../support/settings.ts";

const freshFolder = () => mkdtempSync(join(tmpdir(), "rapport-lock-"));

test("a folder has one owner; the second is refused, and may take it when the first lets go", async () => {
  const folder = freshFolder();
  const first = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toMatchObject({ code: "folder_in_use" });
  await first.release();
  await (await lockFolder(folder)).release();
});

test("an owner that was killed leaves nothing that keeps the folder shut", async () => {
  const folder = freshFolder();
  const code = `require("node:net").createServer().listen(${JSON.stringify(join(folder, "owner.sock"))}, () => console.log("owner"))`;
  const owner = spawn(process.execPath, ["-e", code], { stdio: ["ignore", "pipe", "ignore"] });
  await new Promise((resolve) => owner.stdout.once("data", resolve));
  await expect(lockFolder(folder)).rejects.toMatchObject({ code: "folder_in_use" });
  owner.kill("SIGKILL");
  await new Promise((resolve) => owner.once("exit", resolve));
  await (await lockFolder(folder)).release();
});

test("a folder may lie as deep as the file system allows", async () => {
  const deep = join(freshFolder(), "a".repeat(100), "b".repeat(100));
  mkdirSync(deep, { recursive: true });
  const lock = await lockFolder(deep);
  const owner = await reachOwner(deep);
  expect(owner).not.toBeNull();
  owner?.destroy();
  await lock.release();
  expect(await reachOwner(deep)).toBeNull();
});

test("two products on one folder: the second says whose it is and leaves the first alone", async () => {
  const settings = testSettings();
  const first = await openStore(settings);
  await expect(openStore(settings)).rejects.toMatchObject({ code: "folder_in_use", message: expect.stringContaining(settings.data) });
  expect(await first.events.isReady()).toBe(true);
  expect(await first.records.isReady()).toBe(true);
  await first.close();
});
