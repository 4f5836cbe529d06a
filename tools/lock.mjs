// node tools/lock.mjs: completes package-lock.json after `npm install`.
// npm leaves out builds for other platforms when the registry at hand does not have them, and `npm ci` then refuses the lockfile everywhere.
// The versions are pinned by the packages that ask for them; what is added here is only what they already say.
import { readFileSync, writeFileSync } from "node:fs";

const file = "package-lock.json";
const lock = JSON.parse(readFileSync(file, "utf8"));
const systems = ["android", "darwin", "freebsd", "linux", "win32", "openharmony"];
const processors = { arm64: "arm64", x64: "x64", ia32: "ia32", arm: "arm", ppc64: "ppc64", riscv64: "riscv64", s390x: "s390x" };

/** What a platform package's name says about where it runs, such as `linux-arm64-musl`. */
function platformIn(name) {
  const words = name.split(/[-/]/);
  const os = systems.filter((system) => words.includes(system));
  const cpu = Object.keys(processors).filter((processor) => words.includes(processor));
  const libc =
    words.includes("musl") || words.includes("musleabihf")
      ? ["musl"]
      : words.includes("gnu") || words.includes("gnueabihf")
        ? ["glibc"]
        : [];
  return { ...(cpu.length ? { cpu } : {}), ...(os.length ? { os } : {}), ...(libc.length && os[0] === "linux" ? { libc } : {}) };
}

let added = 0;
for (const parent of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
    const place = `node_modules/${name}`;
    const platform = platformIn(name);
    if (lock.packages[place] || !platform.os) continue;
    lock.packages[place] = { version, ...(parent.dev ? { dev: true } : {}), optional: true, ...platform };
    added++;
  }
}
const entries = Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1));
writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(entries) }, null, 2)}\n`);
console.log(`${added} platform packages added to ${file}.`);
