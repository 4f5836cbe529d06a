import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";

const machine = `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 1e9)} GB, Node ${process.versions.node}`;

type Place = { file: string; title: string; command: string };

/** Puts a section into the results, in place of its last measurement, with the machine and the command that made it. */
export function writeSection(name: string, text: string, place: Partial<Place> = {}): void {
  const { file = "bench/RESULTS.md", title = "# Measured", command = `npm run bench ${name}` } = place;
  const open = `<!-- ${name} -->`;
  const close = `<!-- /${name} -->`;
  const section = `${open}\n\n${text.trim()}\n\nMeasured on ${machine}, with \`${command}\`.\n\n${close}`;
  const before = existsSync(file) ? readFileSync(file, "utf8") : `${title}\n`;
  const [from, to] = [before.indexOf(open), before.indexOf(close)];
  const after = from === -1 ? `${before.trimEnd()}\n\n${section}\n` : before.slice(0, from) + section + before.slice(to + close.length);
  writeFileSync(file, after);
  console.log(text);
}
