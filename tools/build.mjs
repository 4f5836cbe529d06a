// Builds everything into dist/: the server and its two engines with esbuild, the console and the respondent's page with vite.
//   node tools/build.mjs           everything
//   node tools/build.mjs server    only what runs in Node (under a second)
import { existsSync } from "node:fs";
import { build } from "esbuild";

const only = process.argv[2];
const started = performance.now();

await build({
  entryPoints: {
    rapport: "src/show/cli/main.ts",
    "events-engine": "src/store/events/engine.ts",
    "records-engine": "src/store/records/engine.ts",
  },
  outdir: "dist",
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  packages: "external",
  sourcemap: true,
  logLevel: "warning",
});

if (only !== "server") {
  const { build: buildPages } = await import("vite");
  for (const configFile of ["vite.config.ts", "vite.respond.config.ts"])
    if (existsSync(configFile)) await buildPages({ configFile, logLevel: "warn" });
}
console.log(`Built in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
