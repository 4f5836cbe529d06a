import { randomUUID } from "node:crypto";
import { Failure } from "../../model/failure.ts";
import { locationsBelow, type Location } from "../../model/location.ts";
import { unguardCell } from "../../model/csv.ts";
import { detectDialect } from "../imports/formats/csv/dialect.ts";
import { RecordReader } from "../imports/formats/csv/records.ts";

/** A row of a file of locations that cannot be used, and why. */
export type LocationProblem = { row: number; problem: string };

/** What a file of locations comes to: all locations after it, which of them are new, how many rows changed one, and what was wrong. */
export type LocationPlan = { locations: Location[]; added: Location[]; changed: Location[]; problems: LocationProblem[] };

const words = {
  code: "code,id,store id,location id,store code,location code,number,store number,filialnummer",
  name: "name,location,store,store name,location name,filiale",
  kind: "kind,type,level,art",
  parent: "parent,part of,region,parent code,parent id,area,gebiet",
  timezone: "timezone,time zone,zone,zeitzone",
};
type Field = keyof typeof words;
type Row = Partial<Record<Field, string>> & { row: number };

/**
 * Reads a CSV file of locations over those that there are. A row whose code is known changes that location, so the same file again changes
 * nothing. The parent is a code or a name, of a location that there is or of another row. A bad row is left out and stops nothing.
 *
 * @throws Failure `bad_input` when the file has no column of names or codes
 */
export function planLocations(csv: string, existing: readonly Location[], isZone: (zone: string) => boolean): LocationPlan {
  const problems: LocationProblem[] = [];
  const all = new Map(existing.map((location) => [location.id, location]));
  const byCode = new Map(existing.flatMap((location) => [location.id, ...location.codes].map((code) => [code, location.id])));
  const rows = readRows(csv, problems).filter((row) => {
    const { code = "", name = code, timezone = "" } = row;
    const problem =
      name === "" ? "it has neither a name nor a code." : timezone !== "" && !isZone(timezone) ? `${timezone} is not a time zone.` : null;
    if (problem) problems.push({ row: row.row, problem });
    return problem === null;
  });
  const idOf = new Map<Row, string>();
  for (const row of rows) {
    const { code = "", name = code, kind = "", timezone = "" } = row;
    const known = code === "" ? [...all.values()].find((each) => each.name === name)?.id : byCode.get(code);
    const id = known ?? randomUUID();
    const before = all.get(id) ?? { id, parentId: null, codes: code === "" ? [] : [code], name, kind, timezone: null };
    all.set(id, { ...before, name, kind: kind || before.kind, timezone: timezone || before.timezone });
    if (code !== "") byCode.set(code, id);
    idOf.set(row, id);
  }
  const byName = new Map([...all.values()].toReversed().map(({ id, name }) => [name, id]));
  for (const [row, id] of idOf) {
    if (!row.parent) continue;
    const parentId = byCode.get(row.parent) ?? byName.get(row.parent);
    const problem =
      parentId === undefined ? `there is no location ${row.parent}.` : isBelow(all, id, parentId) ? "it would be part of itself." : null;
    if (problem || parentId === undefined) problems.push({ row: row.row, problem: problem ?? "" });
    else all.set(id, { ...all.get(id)!, parentId });
  }
  const before = new Map(existing.map((location) => [location.id, location]));
  const locations = [...all.values()];
  const changed = locations.filter(({ id }) => before.has(id) && JSON.stringify(before.get(id)) !== JSON.stringify(all.get(id)));
  return { locations, added: parentsFirst(locations).filter(({ id }) => !before.has(id)), changed, problems };
}

const isBelow = (all: Map<string, Location>, id: string, parentId: string): boolean =>
  locationsBelow([...all.values()], id).some((below) => below.id === parentId);

/** The same locations, each after the one that it is part of. */
function parentsFirst(locations: readonly Location[]): Location[] {
  return locations.filter(({ parentId }) => parentId === null).flatMap(({ id }) => locationsBelow(locations, id));
}

const plain = (header: string): string =>
  header
    .toLowerCase()
    .replace(/[\s_-]+/g, " ")
    .trim();

function readRows(csv: string, problems: LocationProblem[]): Row[] {
  const reader = new RecordReader(detectDialect(csv));
  const [head, ...records] = [...reader.read(csv.replace(/^\ufeff/, "")), ...reader.end()].filter(({ cells }) =>
    cells.some((cell) => cell.trim() !== ""),
  );
  const headers = head?.cells.map(plain) ?? [];
  const columns = (Object.keys(words) as Field[]).flatMap((field) => {
    const index = headers.findIndex((header) => words[field].split(",").includes(header));
    return index === -1 ? [] : [[field, index] as const];
  });
  if (!columns.some(([field]) => field === "name" || field === "code"))
    throw new Failure("bad_input", { field: "csv", problem: "name a column `name` or `code` in the first row." });
  return records.flatMap(({ row, cells, problem }) => {
    if (problem) {
      problems.push({ row, problem: "its quotes make no sense." });
      return [];
    }
    return [
      {
        row,
        ...Object.fromEntries(
          columns.map(([field, index]) => [
            field,
            unguardCell(cells[index] ?? "")
              .trim()
              .slice(0, 200),
          ]),
        ),
      },
    ];
  });
}
