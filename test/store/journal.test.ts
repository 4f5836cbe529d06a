import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { openJournal } from "../../src/store/journal.ts";

const newFolder = (): string => join(mkdtempSync(join(tmpdir(), "rapport-journal-")), "journal");
const textsIn = async (folder: string): Promise<string[]> => {
  const journal = await openJournal(folder);
  const texts = journal.takeLeft().map(({ text }) => text);
  expect(journal.takeLeft()).toEqual([]);
  await journal.close();
  return texts;
};
const filesIn = (folder: string): string[] => readdirSync(folder).sort();

test("what was kept and not forgotten is there at the next start, in its order, until it is forgotten", async () => {
  const folder = newFolder();
  const journal = await openJournal(folder);
  const kept = await Promise.all(['{"a":1}', "line\\nbreaks stay in JSON", "ünïcödé 🙂"].map((text) => journal.append(Buffer.from(text))));
  kept[1]!();
  await journal.close();
  // One entry of a file is needed: all of it comes again, and whoever takes it knows what is stored already.
  expect(await textsIn(folder)).toEqual(['{"a":1}', "line\\nbreaks stay in JSON", "ünïcödé 🙂"]);

  const next = await openJournal(folder);
  const left = next.takeLeft();
  await next.append(Buffer.from("newer"));
  for (const { forget } of left) forget();
  await next.close();
  expect(await textsIn(folder)).toEqual(["newer"]);
});

test("nothing that was forgotten stays on the disk", async () => {
  const folder = newFolder();
  const journal = await openJournal(folder);
  const [first, second] = [await journal.append(Buffer.from("secret one")), await journal.append(Buffer.from("secret two"))];
  first();
  second();
  const third = await journal.append(Buffer.from("third"));
  const text = () =>
    filesIn(folder)
      .map((name) => readFileSync(join(folder, name), "utf8"))
      .join("");
  expect(text()).not.toContain("secret");
  expect(text()).toContain("third");
  third();
  await journal.close();
  expect(filesIn(folder)).toEqual([]);
});

test("an entry that was cut in the middle was never answered for; a damaged one costs no other, and a copy of its file stays", async () => {
  const folder = newFolder();
  const journal = await openJournal(folder);
  for (const text of ["one", "two", "three"]) await journal.append(Buffer.from(text));
  await journal.close();
  const [name] = filesIn(folder);
  const path = join(folder, name!);
  const whole = readFileSync(path, "utf8");

  writeFileSync(path, `${whole}0badcafe fo`);
  expect(await textsIn(folder)).toEqual(["one", "two", "three"]);
  expect(filesIn(folder)).toEqual([name]);

  const said = vi.spyOn(console, "error").mockImplementation(() => {});
  writeFileSync(path, whole.replace("two", "twO"));
  expect(await textsIn(folder)).toEqual(["one", "three"]);
  expect(said).toHaveBeenCalledWith(expect.stringContaining("1 of 3 entries of the journal are damaged"));
  said.mockRestore();
  expect(filesIn(folder)).toEqual([name!.replace(".log", ".damaged"), name]);
});
