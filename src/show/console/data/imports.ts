import type { Brought } from "../../api/routes/import-answer.ts";
import { useOrder } from "./answer.ts";

export type ImportFile = Brought;
export type ImportKind = ImportFile["kind"];
export const importKinds: ImportKind[] = ["feedback", "interactions", "customers", "orders"];
export type ImportField = ImportFile["fields"][ImportKind][number];
/** What the person decided: which column fills which field, and how to read what a file does not say. */
export type ImportPlan = {
  kind: ImportKind;
  mapping: Record<string, number>;
  dateOrder: ImportFile["dateOrder"];
  question: ImportFile["question"];
};
export type PreviewRow = { row: number; ok: boolean; problem: string | null; fact: Record<string, unknown> | null };

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

/** The plan that the file itself suggests, read as rows of one kind. */
export function guessPlan({ mappings, dateOrder, question }: ImportFile, kind: ImportKind): ImportPlan {
  return { kind, mapping: mappings[kind], dateOrder, question };
}

/** Fields that the plan leaves open although a row needs them. */
export function openFields(file: ImportFile, { kind, mapping }: ImportPlan): ImportField[] {
  return file.fields[kind].filter(({ id, required }) => required && mapping[id] === undefined);
}

/** Whether the file alone cannot say which question its scores answer. */
export function asksQuestion({ kind, mapping }: ImportPlan): boolean {
  return kind === "feedback" && mapping["score"] !== undefined && mapping["question"] === undefined;
}
