import { CellRecord, mostColumns, refuseFile, type FileRecord, type FormatFile } from "../format.ts";
import type { XmlReader } from "../xml.ts";
import { dateText } from "./cell-format.ts";
import { plainText, type Workbook } from "./workbook.ts";

/** Reads the rows of a sheet: texts as they stand, numbers without their format, dates as the wall clock shows them, formulas by the value they had last. */
export class SheetRows implements XmlReader {
  readonly #book: Workbook;
  readonly #file: FormatFile;
  #records: FileRecord[] = [];
  #cells: string[] = [];
  #row = 0;
  #column = -1;
  #type = "n";
  #style = 0;
  #value = "";
  #isValue = false;
  #isAid = false;
  /** Rows that the sheet says it has; `null` when it does not say. */
  declaredRows: number | null = null;

  constructor(book: Workbook, file: FormatFile) {
    this.#book = book;
    this.#file = file;
  }

  /** The rows that are complete since the last call. */
  take(): FileRecord[] {
    const records = this.#records;
    this.#records = [];
    return records;
  }

  open(name: string, attributes: Record<string, string>): void {
    if (name === "c") this.#openCell(attributes);
    else if (name === "v" || (name === "t" && this.#type === "inlineStr" && !this.#isAid)) this.#isValue = true;
    else if (name === "rPh") this.#isAid = true;
    else if (name === "row") {
      this.#row = Number(attributes["r"]) || this.#row + 1;
      this.#cells = [];
      this.#column = -1;
    } else if (name === "dimension") this.declaredRows = Number(/:[A-Z]+(\d+)$/.exec(attributes["ref"] ?? "")?.[1]) || null;
  }

  close(name: string): void {
    this.#isValue = false;
    if (name === "c") this.#closeCell();
    else if (name === "rPh") this.#isAid = false;
    else if (name === "row" && this.#cells.length > 0) {
      for (let index = 0; index < this.#cells.length; index++) this.#cells[index] ??= "";
      const isDamaged = this.#cells.some((cell) => cell.includes("\uFFFD"));
      this.#records.push(new CellRecord(this.#row, this.#cells, isDamaged ? "bad_encoding" : null));
      this.#cells = [];
    }
  }

  text(text: string): void {
    if (this.#isValue) this.#value += text;
  }

  #openCell({ r, t, s }: Record<string, string>): void {
    this.#column = r ? columnOf(r) : this.#column + 1;
    this.#type = t ?? "n";
    this.#style = s ? Number(s) : 0;
    this.#value = "";
  }

  #closeCell(): void {
    if (this.#value === "") return;
    const text = this.#cellText();
    if (text === "") return;
    if (this.#column >= mostColumns) refuseFile(this.#file, `it has more than ${mostColumns} columns. Keep ${mostColumns} or fewer.`);
    if (this.#column >= 0) this.#cells[this.#column] = text;
  }

  #cellText(): string {
    const { strings, datesByStyle, is1904 } = this.#book;
    const value = this.#value;
    switch (this.#type) {
      case "s":
        return strings[Number(value)] ?? "";
      case "b":
        return value.trim() === "1" ? "true" : "false";
      case "n": {
        const number = Number(value);
        if (!Number.isFinite(number)) return value.trim();
        return datesByStyle[this.#style] ? dateText(number, is1904) : String(number);
      }
      default:
        return plainText(value);
    }
  }
}

/** The column of a cell such as `AB12`, counted from 0; -1 when it names none. */
function columnOf(cell: string): number {
  let column = 0;
  for (let at = 0; at < cell.length; at++) {
    const letter = cell.charCodeAt(at) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return Math.min(column, 1 << 20) - 1;
}
