import { posix } from "node:path";
import type { Entry } from "yauzl";
import { openArchive, readEntry, vetEntries, type Archive } from "../../containers/zip.ts";
import { storable } from "../columns.ts";
import { refuseFile, type FormatFile } from "../format.ts";
import { readXml, type XmlReader } from "../xml.ts";
import { showsDate } from "./cell-format.ts";

/** A sheet of a workbook and where it lies in the archive. */
export type Sheet = { name: string; entry: Entry; isHidden: boolean };

/** A workbook that is open: its sheets in their order, and what cells need in order to be read. */
export type Workbook = {
  archive: Archive;
  sheets: Sheet[];
  is1904: boolean;
  /** Whether a cell with this style shows a date. */
  datesByStyle: boolean[];
  strings: string[];
  close(): void;
};

const mostParts = 10_000;
const mostSharedCharacters = 256 * 1024 * 1024;

/** Opens a workbook. @throws Failure `bad_file` when it is damaged, locked or made as harm */
export async function openWorkbook(file: FormatFile): Promise<Workbook> {
  const archive = await openArchive(file.path, file.name, mostParts);
  try {
    // A workbook stays packed on the disk, so only its promises can be checked; the reader of archives holds it to them.
    vetEntries(archive.entries, file.name, file.caps);
    return await readParts(archive, file);
  } catch (error) {
    archive.zip.close();
    throw error;
  }
}

async function readParts(archive: Archive, file: FormatFile): Promise<Workbook> {
  const entries = new Map(archive.entries.map((entry) => [entry.fileName, entry]));
  const part = async (name: string, reader: XmlReader): Promise<void> => {
    const entry = entries.get(name);
    if (entry) for await (const _ of readXml(readEntry(archive, entry, file.name), reader, { file })) continue;
  };
  const root = await relations(part, "_rels/.rels");
  const main = [...root.values()].find(({ type }) => type.endsWith("/officeDocument"))?.target ?? "xl/workbook.xml";
  if (!entries.has(main)) refuseFile(file, "it holds no workbook. Save it again as an Excel workbook (.xlsx) or as CSV.");
  const links = await relations(part, posix.join(posix.dirname(main), "_rels", `${posix.basename(main)}.rels`), posix.dirname(main));
  const target = (kind: string): string => [...links.values()].find(({ type }) => type.endsWith(`/${kind}`))?.target ?? "";

  const sheets: Sheet[] = [];
  let is1904 = false;
  await part(main, {
    open(name, { date1904, name: title = "", state = "visible", ...attributes }) {
      if (name === "workbookPr") is1904 = date1904 === "1" || date1904 === "true";
      if (name !== "sheet") return;
      const link = links.get(Object.entries(attributes).find(([key]) => key.endsWith(":id"))?.[1] ?? "");
      const entry = link?.type.endsWith("/worksheet") ? entries.get(link.target) : undefined;
      if (entry) sheets.push({ name: title, entry, isHidden: state !== "visible" });
    },
    close() {},
  });
  const styles = new StyleReader();
  await part(target("styles"), styles);
  const strings = new StringReader(file);
  await part(target("sharedStrings"), strings);
  return { archive, sheets, is1904, datesByStyle: styles.dates, strings: strings.all, close: () => archive.zip.close() };
}

type Link = { type: string; target: string };

async function relations(part: (name: string, reader: XmlReader) => Promise<void>, name: string, folder = ""): Promise<Map<string, Link>> {
  const links = new Map<string, Link>();
  await part(name, {
    open(tag, { Id = "", Type = "", Target = "" }) {
      const target = Target.startsWith("/") ? Target.slice(1) : posix.normalize(posix.join(folder, Target));
      if (tag === "Relationship") links.set(Id, { type: Type, target });
    },
    close() {},
  });
  return links;
}

/** Reads which cell styles show a date. */
class StyleReader implements XmlReader {
  readonly dates: boolean[] = [];
  readonly #codes = new Map<number, string>();
  #inCells = false;

  open(name: string, { numFmtId = "0", formatCode = "" }: Record<string, string>): void {
    if (name === "numFmt") this.#codes.set(Number(numFmtId), formatCode);
    else if (name === "cellXfs") this.#inCells = true;
    else if (name === "xf" && this.#inCells) this.dates.push(showsDate(Number(numFmtId), this.#codes.get(Number(numFmtId))));
  }

  close(name: string): void {
    if (name === "cellXfs") this.#inCells = false;
  }
}

/** Reads the texts that cells refer to by number; a rich text is its runs, without what is only a reading aid. */
class StringReader implements XmlReader {
  readonly all: string[] = [];
  readonly #file: FormatFile;
  #text = "";
  #isText = false;
  #isAid = false;
  #characters = 0;

  constructor(file: FormatFile) {
    this.#file = file;
  }

  open(name: string): void {
    if (name === "si") this.#text = "";
    else if (name === "rPh") this.#isAid = true;
    else if (name === "t") this.#isText = !this.#isAid;
  }

  close(name: string): void {
    this.#isText = false;
    if (name === "rPh") this.#isAid = false;
    if (name !== "si") return;
    this.all.push(plainText(this.#text));
    this.#characters += this.#text.length;
    if (this.#characters > mostSharedCharacters)
      refuseFile(this.#file, "it holds more different texts than a workbook can be read with. Save the sheet as CSV.");
  }

  text(text: string): void {
    if (this.#isText) this.#text += text;
  }
}

/** A text without the marks by which workbooks write what XML cannot hold: `_x000D_` is a carriage return. */
export const plainText = (text: string): string =>
  text.includes("_x") ? storable(text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))) : text;
