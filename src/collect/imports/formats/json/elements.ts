import { recordLimit } from "../csv/records.ts";

/** One object of a list: which list, its number in it from 1, its text, and what is wrong with it as a whole. */
export type Element = { list: string; row: number; text: string; problem: "too_long" | "too_deep" | null };

const deepest = 64;
// A list is looked for this deep below the first bracket: {"response": {"data": {"items": [...]}}}.
const deepestList = 8;
const [quote, backslash, openList, closeList, openObject, closeObject] = [34, 92, 91, 93, 123, 125];

/**
 * Finds the objects in the lists of a JSON text, piece by piece, without reading them: it only follows quotes and brackets. What stands
 * between the brackets of one object is read by itself, so that one bad object costs one record and not the file.
 *
 * A list's name is the path of keys that leads to it; the list that is the whole text has the empty name. Lists in lists are not followed.
 */
export class ElementCutter {
  readonly #limit: number;
  #rest = "";
  /** Keys from the root down to where the text stands, outside any list. */
  readonly #path: string[] = [];
  readonly #rows = new Map<string, number>();
  #list: string | null = null;
  #key = "";
  /** Brackets that are open within a list's element; 0 between elements. */
  #depth = 0;
  #deepest = 0;
  #start = -1;
  #isObject = false;
  #inString = false;
  #stringStart = -1;
  #isEscaped = false;
  #problem: Element["problem"] = null;
  /** Brackets that are open in all; a whole text ends at 0. */
  open = 0;

  constructor(limit = recordLimit) {
    this.#limit = limit;
  }

  /** Whether objects stand in objects deeper than any list of rows would. */
  get isTooDeep(): boolean {
    return this.#path.length > 1000;
  }

  /** Takes the next piece of text, cut anywhere, and returns the objects that it completes. */
  read(piece: string): Element[] {
    const text = this.#rest + piece;
    const found: Element[] = [];
    for (let at = this.#rest.length; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (this.#inString) {
        if (this.#isEscaped) this.#isEscaped = false;
        else if (code === backslash) this.#isEscaped = true;
        else if (code === quote) this.#endString(text, at);
        continue;
      }
      if (code === quote) {
        this.#inString = true;
        this.#stringStart = at;
      } else if (code === openObject || code === openList) this.#open(code, at);
      else if (code === closeObject || code === closeList) this.#close(code, at, text, found);
    }
    this.#cut(text);
    return found;
  }

  #open(code: number, at: number): void {
    this.open++;
    if (this.#list !== null) {
      if (this.#depth++ === 0) {
        this.#start = at;
        this.#isObject = code === openObject;
        this.#deepest = 0;
        this.#problem = null;
      }
      this.#deepest = Math.max(this.#deepest, this.#depth);
      return;
    }
    if (code === openObject) this.#path.push(this.#key);
    else if (this.#path.length <= deepestList) this.#list = [...this.#path.slice(1), this.#key].filter(Boolean).join(".");
    else this.#list = "…";
    this.#key = "";
  }

  #close(code: number, at: number, text: string, found: Element[]): void {
    this.open--;
    if (this.#list === null) {
      if (code === closeObject) this.#path.pop();
      return;
    }
    if (this.#depth === 0) {
      this.#list = null;
      return;
    }
    if (--this.#depth > 0) return;
    if (this.#isObject) found.push(this.#element(text.slice(this.#start, at + 1)));
    this.#start = -1;
  }

  #element(text: string): Element {
    const list = this.#list!;
    const row = (this.#rows.get(list) ?? 0) + 1;
    this.#rows.set(list, row);
    const problem = this.#problem ?? (text.length > this.#limit ? "too_long" : this.#deepest > deepest ? "too_deep" : null);
    return { list, row, text: problem ? text.slice(0, 1000) : text, problem };
  }

  #endString(text: string, at: number): void {
    this.#inString = false;
    if (this.#list === null && this.#stringStart >= 0) this.#key = text.slice(this.#stringStart + 1, Math.min(at, this.#stringStart + 200));
    this.#stringStart = -1;
  }

  /** Keeps what is not finished for the next piece, as far as the limit allows. */
  #cut(text: string): void {
    const isKey = this.#inString && this.#list === null;
    const from = this.#start >= 0 ? this.#start : isKey && this.#stringStart >= 0 ? this.#stringStart : text.length;
    this.#rest = text.slice(from);
    if (this.#rest.length > this.#limit) {
      this.#rest = this.#rest.slice(0, 1000);
      if (this.#start >= 0) this.#problem = "too_long";
    }
    this.#stringStart = isKey ? 0 : -1;
    if (this.#start >= 0) this.#start = 0;
  }
}
