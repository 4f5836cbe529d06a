import { columnName, type NamedColumns } from "../columns.ts";
import { CellRecord, type FileRecord } from "../format.ts";
import type { XmlReader } from "../xml.ts";

type Values = Map<string, string>;
/** Where attributes stand: with the log, in a declaration of defaults, in a trace, in an event. */
type Place = "log" | "trace defaults" | "event defaults" | "trace" | "event" | "elsewhere";

const attributeTags = new Set(["string", "date", "int", "float", "boolean", "id", "list", "container"]);

/** Columns that every log has in front, whatever order its attributes come in. */
export const xesColumns = ["case:concept:name", "concept:name", "time:timestamp", "staff", "lifecycle:transition"];

// A trace is held until it ends, because its attributes may follow its events; past this it is handed on as far as it is known.
const heldEvents = 20_000;

/**
 * Reads the elements of an XES log (IEEE 1849) as one record an event: its own attributes, those of its trace with `case:` in front, and
 * the defaults that the log declares for what is missing. An attribute in an attribute is `outer.inner`; a list is its values, comma separated.
 */
export class EventReader implements XmlReader {
  readonly #columns: NamedColumns;
  readonly #defaults: { trace: Values; event: Values } = { trace: new Map(), event: new Map() };
  readonly #places: Place[] = [];
  /** Keys of the attributes that are open, with `null` for what only groups, such as the `values` of a list. */
  readonly #keys: (string | null)[] = [];
  #trace: Values = new Map();
  #event: Values = new Map();
  #held: Values[] = [];
  #records: FileRecord[] = [];
  #row = 0;
  /** Whether the root is a log. */
  isLog = false;

  constructor(columns: NamedColumns) {
    this.#columns = columns;
  }

  /** The records that are complete since the last call. */
  take(): FileRecord[] {
    const records = this.#records;
    this.#records = [];
    return records;
  }

  open(name: string, attributes: Record<string, string>): void {
    const place = this.#places.at(-1);
    if (place === undefined) this.isLog = name === "log";
    if (attributeTags.has(name) && place !== undefined) this.#openAttribute(attributes, place);
    else if (name === "values" && this.#keys.length > 0) this.#keys.push(null);
    else {
      this.#places.push(placeOf(name, attributes["scope"]));
      if (name === "trace") this.#trace = new Map(this.#defaults.trace);
      if (name === "event") this.#event = new Map(this.#defaults.event);
    }
  }

  close(name: string): void {
    if (this.#keys.length > 0) {
      this.#keys.pop();
      return;
    }
    this.#places.pop();
    if (name === "event") {
      this.#held.push(this.#event);
      // An event outside any trace has no case, and says so as a row.
      if (!this.#places.includes("trace") || this.#held.length >= heldEvents) this.#hand();
    }
    if (name === "trace") {
      this.#hand();
      this.#trace = new Map();
    }
  }

  #openAttribute({ key = "", value = "" }: Record<string, string>, place: Place): void {
    const into = this.#valuesOf(place);
    // Only keys of the same event name its columns: an item of a list adds to the list.
    const isItem = this.#keys.at(-1) === null;
    if (!isItem) this.#keys.push(key);
    const name = this.#keys.filter((part) => part !== null).join(".");
    if (isItem) this.#keys.push(null);
    if (!into || value === "") return;
    const before = isItem ? into.get(name) : undefined;
    into.set(name, before ? `${before}, ${value}` : value);
  }

  #valuesOf(place: Place): Values | null {
    if (place === "event") return this.#event;
    if (place === "trace") return this.#trace;
    if (place === "event defaults") return this.#defaults.event;
    return place === "trace defaults" ? this.#defaults.trace : null;
  }

  #hand(): void {
    const ofTrace = [...this.#trace].map(([key, value]) => [this.#columns.at(columnName(`case:${key}`)), value] as const);
    for (const event of this.#held) {
      const cells: string[] = [];
      for (const [at, value] of ofTrace) if (at >= 0) cells[at] = value;
      for (const [key, value] of event) {
        const at = this.#columns.at(key === "org:resource" ? "staff" : columnName(key));
        if (at >= 0) cells[at] = value;
      }
      for (let index = 0; index < this.#columns.headers.length; index++) cells[index] ??= "";
      const isDamaged = cells.some((cell) => cell.includes("\uFFFD"));
      this.#records.push(new CellRecord(++this.#row, cells, isDamaged ? "bad_encoding" : null));
    }
    this.#held = [];
  }
}

function placeOf(name: string, scope: string | undefined): Place {
  if (name === "event" || name === "trace" || name === "log") return name;
  if (name !== "global") return "elsewhere";
  return scope === "trace" ? "trace defaults" : "event defaults";
}
