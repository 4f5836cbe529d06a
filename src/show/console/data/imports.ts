import { useOrder } from "./answer.ts";

export type ImportKind = "interactions" | "feedback" | "customers" | "orders";
export const importKinds: ImportKind[] = ["feedback", "interactions", "customers", "orders"];
export type ImportField = { id: string; label: string; required: boolean };
export type ImportColumn = { index: number; header: string; sample: string[]; field: string | null };
export type ImportFile = {
  id: string;
  file: string;
  bytes: number;
  kind: ImportKind;
  encoding: string;
  delimiter: string;
  columns: ImportColumn[];
  fields: Record<ImportKind, ImportField[]>;
  /** The guess for each kind: column index by field. */
  mappings: Record<ImportKind, Record<string, number>>;
  preview: string[][];
  rowsEstimated: number;
};
/** What the person decided: which column fills which field, and how to read what a file does not say. */
export type ImportPlan = { kind: ImportKind; mapping: Record<string, number>; dateOrder?: string; timezone?: string; question?: string };
export type PreviewRow = { ok: boolean; problem?: string | null; fact?: Record<string, unknown> | null };

export const useUpload = () =>
  useOrder<File, ImportFile>({
    method: "POST",
    path: "/imports",
    body: (file) => {
      const form = new FormData();
      form.append("file", file);
      return form;
    },
  });
export const useImportPreview = (id: string) =>
  useOrder<ImportPlan, { rows: PreviewRow[] }>({ method: "POST", path: `/imports/${id}/preview` });
export const useImportStart = (id: string) =>
  useOrder<ImportPlan, { job: string }>({ method: "POST", path: `/imports/${id}/start` }, ["/jobs"]);

/** The plan that the file itself suggests. */
export function guessPlan({ kind, columns }: ImportFile, timezone: string): ImportPlan {
  const found = columns.flatMap(({ field, index }) => (field ? [[field, index] as const] : []));
  return { kind, mapping: Object.fromEntries(found), timezone };
}

/** Fields that the plan leaves open although a row needs them. */
export function openFields(file: ImportFile, { kind, mapping }: ImportPlan): ImportField[] {
  return file.fields[kind].filter(({ id, required }) => required && mapping[id] === undefined);
}
