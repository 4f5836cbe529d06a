// Everything that can be checked without running the product: types, lint, walls, sizes.
import { spawnSync } from "node:child_process";

const steps = [
  ["types", "npx", ["tsc", "--noEmit"]],
  ["lint", "npx", ["oxlint", "--deny-warnings", "src", "test", "bench", "tools"]],
  ["walls", "node", ["tools/walls.mjs"]],
  ["sizes", "node", ["tools/sizes.mjs"]],
];

let failed = false;
for (const [name, command, args] of steps) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8" });
  console.log(`${status === 0 ? "ok  " : "FAIL"} ${name}`);
  if (status !== 0) console.log(stdout + stderr);
  failed ||= status !== 0;
}
process.exit(failed ? 1 : 0);
