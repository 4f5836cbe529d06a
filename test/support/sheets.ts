import { zipOf, type Packed } from "./archive.ts";

/** A sheet: its name, its cells as `sheetData` holds them, and whether it is hidden. */
export type SheetPart = { name: string; rows: string; isHidden?: boolean };

/** The parts of a workbook besides its sheets. Style 1 is a date, 2 a date with time, 3 a time, 4 an elapsed time, 5 an amount in red. */
export type Book = { sheets: SheetPart[]; strings?: string[]; is1904?: boolean; more?: Packed[] };

const styles = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="3">
<numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy hh:mm"/><numFmt numFmtId="165" formatCode="[Red]#,##0.00&quot; days&quot;"/><numFmt numFmtId="166" formatCode="[h]:mm:ss"/></numFmts>
<cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs>
<cellXfs count="6"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="21"/><xf numFmtId="166"/><xf numFmtId="165"/></cellXfs></styleSheet>`;
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const links = (list: [id: string, type: string, target: string][]): string =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list
    .map(([id, type, target]) => `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`)
    .join("")}</Relationships>`;

/** A workbook as Excel packs one; its shared strings come last, as some programs write them. */
export function workbookOf({ sheets, strings = [], is1904 = false, more = [] }: Book): Buffer {
  const main = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><workbook xmlns:r="${office}"><workbookPr${is1904 ? ' date1904="1"' : ""}/><sheets>${sheets
    .map(({ name, isHidden }, i) => `<sheet name="${name}" sheetId="${i + 1}"${isHidden ? ' state="hidden"' : ""} r:id="rId${i + 1}"/>`)
    .join("")}</sheets></workbook>`;
  return zipOf([
    { name: "[Content_Types].xml", data: "<Types/>" },
    { name: "_rels/.rels", data: links([["rId1", "officeDocument", "xl/workbook.xml"]]) },
    ...sheets.map(({ rows }, i) => ({
      name: `xl/worksheets/sheet${i + 1}.xml`,
      data: `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
    })),
    { name: "xl/workbook.xml", data: main },
    {
      name: "xl/_rels/workbook.xml.rels",
      data: links([
        ...sheets.map((_, i): [string, string, string] => [`rId${i + 1}`, "worksheet", `worksheets/sheet${i + 1}.xml`]),
        ["rId90", "styles", "styles.xml"],
        ["rId91", "sharedStrings", "/xl/sharedStrings.xml"],
      ]),
    },
    { name: "xl/styles.xml", data: styles },
    { name: "xl/sharedStrings.xml", data: `<sst>${strings.map((text) => `<si>${text}</si>`).join("")}</sst>` },
    ...more,
  ]);
}

/** A row of texts that stand in their cells. */
export const textRow = (row: number, cells: string[]): string =>
  `<row r="${row}">${cells.map((cell) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`).join("")}</row>`;
