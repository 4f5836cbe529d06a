// npm test: types, lint, walls, sizes, then every test, on a fresh clone as well.
//   npm test                 everything
//   npm test -- test/stats   only the tests below a folder
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { findChromium } from "./chromium.mjs";
import { build, home, install } from "./ready.mjs";

install();
build();

const isRoot = process.getuid?.() === 0;
const ci = Boolean(process.env.CI);
const run = (command, args, env = {}) =>
  spawnSync(command, args, { cwd: home, stdio: "inherit", env: { ...process.env, ...env } }).status === 0;

/** A Chromium for the walks: the one that is there, or Debian's when we may install it; otherwise said loudly. */
function provideChromium() {
  if (!findChromium() && isRoot && existsSync("/usr/bin/apt-get")) {
    console.log("Installing Debian's Chromium for the browser walks …");
    const apt = (...words) => run("apt-get", [...words], { DEBIAN_FRONTEND: "noninteractive" });
    apt("update", "-qq");
    ["chromium-headless-shell", "chromium"].some((name) => apt("install", "-y", "-qq", "--no-install-recommends", name));
  }
  return findChromium();
}

const chromium = provideChromium();
if (!chromium) {
  console.warn("\n*** NO CHROMIUM: the browser walks are SKIPPED. Install chromium, or name one with RAPPORT_CHROMIUM. ***\n");
  if (ci) process.exit(1);
}

const given = process.argv.slice(2);
const checked = given.length > 0 || run(process.execPath, ["tools/check.mjs"]);
const tested = run(process.execPath, ["node_modules/vitest/vitest.mjs", "run", ...given], chromium ? { RAPPORT_CHROMIUM: chromium } : {});
if (!chromium) console.warn("\n*** The browser walks were SKIPPED: no Chromium was found. ***\n");
process.exit(checked && tested ? 0 : 1);
