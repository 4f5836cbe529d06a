// npm run bench NAME: bundles bench/NAME.ts and runs it. Measurements are for people to read; no test depends on them.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { build as buildProduct, home, install } from "./ready.mjs";

const name = process.argv[2] ?? "";
const known = readdirSync("bench")
  .filter((file) => file.endsWith(".ts") && file !== "section.ts")
  .map((file) => file.slice(0, -3));
if (!known.includes(name)) {
  console.error(`npm run bench NAME, where NAME is one of: ${known.join(", ")}`);
  process.exit(2);
}
install();
buildProduct();
// Only now is it there on a fresh clone.
const { build } = await import("esbuild");
await build({
  entryPoints: [`bench/${name}.ts`],
  outfile: `dist/bench/${name}.js`,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  packages: "external",
  logLevel: "warning",
});
process.exit(spawnSync(process.execPath, ["--expose-gc", `dist/bench/${name}.js`], { cwd: home, stdio: "inherit" }).status ?? 1);
