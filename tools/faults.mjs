// npm run faults: the fault tests in their long form, one after the other; what they find goes to bench/FAULTS.md.
//   npm run faults                 everything (ROUNDS=500 for more of each)
//   npm run faults -- disk/full    one fault
import { spawnSync } from "node:child_process";
import { build, home, install } from "./ready.mjs";

install();
build();
const wanted = process.argv.slice(2).map((name) => `test/faults/${name}`);
const args = ["run", "--no-file-parallelism", ...(wanted.length ? wanted : ["test/faults"])];
const { status } = spawnSync(process.execPath, ["node_modules/vitest/vitest.mjs", ...args], {
  cwd: home,
  stdio: "inherit",
  env: { ...process.env, FAULTS: "long" },
});
process.exit(status ?? 1);
