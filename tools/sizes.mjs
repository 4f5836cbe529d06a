// Files stay small enough to be read in one go. 400 lines are refused; migrations, goldens and locale files are exempt.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const roots = ["src", "test", "bench", "tools"];
const exempt = /migrations[\\/]|golden|locales[\\/]|[\\/]data[\\/]/;
const banned = /(^|[\\/])(utils?|helpers?|common|shared|lib|manager|service|types)(\.tsx?|[\\/])/;

const files = roots.filter(existsSync).flatMap((root) =>
  readdirSync(root, { recursive: true })
    .filter((name) => /\.(tsx?|mjs)$/.test(name))
    .map((name) => join(root, name)),
);
const problems = [];
for (const file of files) {
  const lines = readFileSync(file, "utf8").split("\n").length;
  if (lines > 400 && !exempt.test(file)) problems.push(`${file}: ${lines} lines; which noun is missing?`);
  if (banned.test(file)) problems.push(`${file}: this name says nothing; name the noun`);
  if (file.startsWith("src") && file.split(/[\\/]/).length > 6) problems.push(`${file}: deeper than four folders below src`);
}
if (files.length < 10) problems.push(`read only ${files.length} files: the sizes were not checked`);
for (const line of problems) console.error(line);
console.log(`${files.length} files, ${problems.length} problems`);
process.exit(problems.length ? 1 : 0);
