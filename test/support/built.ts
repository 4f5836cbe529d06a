import { execFileSync } from "node:child_process";

/** The store's engines run as built programs: build them before any test. */
export default function setup(): void {
  execFileSync(process.execPath, ["tools/build.mjs", "server"], { stdio: "ignore" });
}
