// Where a Chromium is, for everything here that drives one.
import { existsSync } from "node:fs";

// The shell is Chromium without a window of its own: a page costs a quarter of the time in it.
const places = [
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** The one that the setting names, or else the first that lies where one usually does; `undefined` when there is none. */
export const findChromium = () => [process.env.RAPPORT_CHROMIUM, ...places].find((place) => place && existsSync(place));
