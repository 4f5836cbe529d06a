// Makes a fresh clone runnable: installs what the lockfile says when it is not installed, builds when the build is stale.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The package's folder. */
export const home = dirname(dirname(fileURLToPath(import.meta.url)));
const installedStamp = join(home, "node_modules", ".rapport-installed");
const builtStamp = join(home, "dist", ".rapport-built");

const read = (file) => (existsSync(file) ? readFileSync(file, "utf8") : "");
const hashOf = (...texts) => createHash("sha256").update(texts.join("\0")).digest("hex");

function refuse(sentence) {
  console.error(sentence);
  process.exit(1);
}

function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: home, stdio: "inherit", ...options });
  if (error || status !== 0)
    refuse(`\`${command} ${args.join(" ")}\` failed${error ? `: ${error.message}` : ""}. Mend what it says above and start again.`);
}

/** Refuses a Node that is too old, and installs the packages that the lockfile names unless they are there. */
export function install() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    refuse(`Rapport needs Node 20.19 or later; this is ${process.versions.node}. Install a current Node from nodejs.org.`);
  const wanted = hashOf(read(join(home, "package-lock.json")), process.version.split(".")[0], process.platform, process.arch);
  if (read(installedStamp) === wanted) return;
  // npm would empty the folder that a link leads to, and with it whatever else uses it.
  if (lstatSync(join(home, "node_modules"), { throwIfNoEntry: false })?.isSymbolicLink())
    refuse("node_modules is a link, and its packages are not those of this lockfile. Install where it leads, or remove the link.");
  console.log("Installing packages: about 250 MB to download the first time, one to three minutes …");
  run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
  writeFileSync(installedStamp, wanted);
}

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile());
}

function stateOfSources() {
  const sources = [
    ...filesBelow(join(home, "src")),
    ...["package-lock.json", "tools/build.mjs", "vite.config.ts", "vite.respond.config.ts"].map((name) => join(home, name)),
  ];
  return hashOf(...sources.sort().map((file) => file + read(file)));
}

/** Whether what is built was made from these very sources. */
export const isBuilt = () => read(builtStamp) === stateOfSources();

/** Builds the product unless it is built. */
export function build() {
  const wanted = stateOfSources();
  if (read(builtStamp) === wanted) return;
  console.log("Building …");
  run(process.execPath, ["tools/build.mjs"]);
  mkdirSync(dirname(builtStamp), { recursive: true });
  writeFileSync(builtStamp, wanted);
}
