// Who may import whom. The table is the architecture; this script is its only judge.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

const may = {
  model: [],
  stats: ["model"],
  store: ["model"],
  "show/respond": ["model"],
  outside: ["model"],
  collect: ["model", "store", "outside"],
  understand: ["model", "stats", "store"],
  act: ["model", "store", "understand"],
  prove: ["model", "stats", "store", "understand", "act"],
  "show/api": ["model", "store", "outside", "collect", "understand", "act", "prove", "show/respond"],
  "show/cli": ["model", "store", "collect", "understand", "act", "prove", "show/api"],
  "show/console": ["model"],
};
// The console may know the shapes of the API's answers, never its code.
const typesOnly = { "show/console": ["show/api"] };
const packages = { model: ["zod"], stats: ["@stdlib/"] };
// One room opens connections to addresses that somebody typed. The stores reach their engines, the terminal its own server, pages theirs.
const reaching = /^(undici|(node:)?(http|https|http2|net|tls|dns|dgram)(\/.*)?)$/;
// Of these packages, what only judges an address or names a shape opens nothing.
const opensNothing = /^[\s{},]*((type\s+\w+|BlockList|isIP)[\s{},]*)*$/;
const mayReach = ["outside", "store", "show/cli", "show/console", "show/respond"];

const root = resolve("src");
const files = readdirSync(root, { recursive: true })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => join(root, name));
const roomOf = (path) => {
  const parts = relative(root, path).split(/[\\/]/);
  return parts[0] === "show" ? `show/${parts[1]}` : parts[0];
};

const broken = [];
let arrows = 0;
for (const file of files) {
  const room = roomOf(file);
  const source = readFileSync(file, "utf8");
  if (!may[room]) broken.push(`${relative("", file)}: there is no room called ${room}`);
  if (!mayReach.includes(room) && /(?<![.\w"'`])fetch\(/.test(source.replace(/`(?:[^`\\]|\\.)*`/gs, "")))
    broken.push(`${relative("", file)}: only outside opens connections (fetch)`);
  for (const [, onlyType, names, target] of source.matchAll(/(?:import|export)\s+(type\s)?([^;"']*?)from\s*["']([^"']+)["']/g)) {
    arrows++;
    if (!target.startsWith(".")) {
      if (!onlyType && reaching.test(target) && !opensNothing.test(names) && !mayReach.includes(room))
        broken.push(`${relative("", file)}: only outside opens connections (${target})`);
      const allowed = packages[room];
      if (allowed && !allowed.some((name) => target === name || target.startsWith(name)))
        broken.push(`${relative("", file)}: ${room} may not use the package ${target}`);
      continue;
    }
    const other = roomOf(resolve(dirname(file), target));
    const allowed = other === room || may[room]?.includes(other) || (onlyType && typesOnly[room]?.includes(other));
    if (!allowed) broken.push(`${relative("", file)}: ${room} may not import ${other} (${target})`);
  }
}

if (files.length < 10 || arrows < 10) broken.push(`read only ${files.length} files and ${arrows} imports: the walls were not checked`);
for (const line of broken) console.error(line);
console.log(`${files.length} files, ${arrows} imports, ${broken.length} through a wall`);
process.exit(broken.length ? 1 : 0);
