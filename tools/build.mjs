// Builds everything into dist/: the server and its two engines with esbuild, the console and the respondent's page with vite.
//   node tools/build.mjs           everything
//   node tools/build.mjs server    only what runs in Node
import { existsSync, readdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { build } from "esbuild";

const only = process.argv[2];
const started = performance.now();

// Packages are bundled with what is ours: one file is read in less than half of the time of two thousand. Only those stay outside that bring a
// binary, or other files of their own.
const external = ["chdb", "@electric-sql/pglite", "@node-rs/argon2", "@fastify/swagger", "@fastify/swagger-ui", "pg-native"];
const commonJs = `import { createRequire } from "node:module"; const require = createRequire(import.meta.url); const __dirname = import.meta.dirname;`;

const { metafile } = await build({
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
  external,
  // A package that is written for `require` finds it, and the folder that it asks for.
  banner: { js: commonJs },
  // What only some verbs need is loaded by them.
  splitting: true,
  chunkNames: "[name]-[hash]",
  sourcemap: true,
  metafile: true,
  logLevel: "warning",
});
const made = new Set(Object.keys(metafile.outputs).map((file) => basename(file)));
for (const name of readdirSync("dist")) if (/\.js(\.map)?$/.test(name) && !made.has(name)) rmSync(join("dist", name));

if (only !== "server") {
  const { build: buildPages } = await import("vite");
  for (const configFile of ["vite.config.ts", "vite.respond.config.ts"])
    if (existsSync(configFile)) await buildPages({ configFile, logLevel: "warn" });
}
console.log(`Built in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
