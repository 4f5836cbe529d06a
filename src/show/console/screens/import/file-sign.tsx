import { IconFileCode, IconFileTypeCsv, IconFileTypeXls, IconFileTypeXml } from "@tabler/icons-react";
import type { ImportFormat } from "../../data/imports.ts";

const signs = { csv: IconFileTypeCsv, xlsx: IconFileTypeXls, json: IconFileCode, ndjson: IconFileCode, xes: IconFileTypeXml };

/** What a file turned out to be, as a sign. */
export function FileSign({ of }: { of: ImportFormat }) {
  const Sign = signs[of];
  return <Sign size={20} stroke={1.4} aria-hidden />;
}
