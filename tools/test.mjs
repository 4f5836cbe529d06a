// npm test: types, lint, walls, sizes, then every test, on a fresh clone as well.
//   npm test                 everything
//   npm test -- test/stats   only the tests below a folder
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { build, home, install } from "./ready.mjs";

install();
build();

const isRoot = process.getuid?.() === 0;
const ci = Boolean(process.env.CI);
const run = (command, args, env = {}) =>
  spawnSync(command, args, { cwd: home, stdio: "inherit", env: { ...process.env, ...env } }).status === 0;

/** A Chromium for the walks: the setting, the usual places, or Debian's when we may install it; otherwise said loudly. */
function findChromium() {
  const places = [
    process.env.RAPPORT_CHROMIUM,
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/usr/bin/google-chrome-stable",
    "/snap/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  ];
  const found = () => places.find((place) => place && existsSync(place));
  if (!found() && isRoot && existsSync("/usr/bin/apt-get")) {
    console.log("Installing Debian's Chromium for the browser walks …");
    run("apt-get", ["update", "-qq"], { DEBIAN_FRONTEND: "noninteractive" });
    run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], { DEBIAN_FRONTEND: "noninteractive" });
  }
  return found();
}

const chromium = findChromium();
if (!chromium) {
  console.warn("\n*** NO CHROMIUM: the browser walks are SKIPPED. Install chromium, or name one with RAPPORT_CHROMIUM. ***\n");
  if (ci) process.exit(1);
}

const given = process.argv.slice(2);
const checked = given.length > 0 || run(process.execPath, ["tools/check.mjs"]);
const tested = run(process.execPath, ["node_modules/vitest/vitest.mjs", "run", ...given], chromium ? { RAPPORT_CHROMIUM: chromium } : {});
if (!chromium) console.warn("\n*** The browser walks were SKIPPED: no Chromium was found. ***\n");
process.exit(checked && tested ? 0 : 1);
