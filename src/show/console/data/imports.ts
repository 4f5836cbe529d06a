import type { Brought } from "../../api/routes/imports.ts";
import { useMutation } from "@tanstack/react-query";
import { useAnswer, useOrder } from "./answer.ts";
import { request } from "./request.ts";

export type ImportFile = Brought;
export type ImportKind = ImportFile["kind"];
export const importKinds: ImportKind[] = ["feedback", "interactions", "customers", "orders"];
export type ImportField = ImportFile["fields"][ImportKind][number];
export type ImportTable = ImportFile["tables"][number];
export type ImportFormat = ImportFile["format"];
/** What the person decided: which tables of the file come in, which column fills which field, and how to read what a file does not say. */
export type ImportPlan = {
  tables: number[];
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
/** A file that was brought before and waits for decisions; a `null` id asks for none. */
export const useWaitingFile = (id: string | null) => useAnswer<ImportFile>(id && `/imports/${id}`);
/** The same file, understood by other tables of it. */
export const useOtherTables = (id: string) =>
  useMutation<ImportFile, Error, number[]>({
    mutationFn: (tables) => request<ImportFile>(`/imports/${id}`, { params: { tables: tables.join(",") } }),
  });
export const useImportPreview = (id: string) =>
  useOrder<ImportPlan, { rows: PreviewRow[] }>({ method: "POST", path: `/imports/${id}/preview` });
export const useImportStart = (id: string) =>
  useOrder<ImportPlan, { job: string }>({ method: "POST", path: `/imports/${id}/start` }, ["/jobs"]);

/** The plan that the file itself suggests, read as rows of one kind. */
export function guessPlan({ tables, mappings, dateOrder, question }: ImportFile, kind: ImportKind): ImportPlan {
  const chosen = tables.filter(({ chosen }) => chosen).map(({ index }) => index);
  return { tables: chosen, kind, mapping: mappings[kind], dateOrder, question };
}

/** Fields that the plan leaves open although a row needs them. */
export function openFields(file: ImportFile, { kind, mapping }: ImportPlan): ImportField[] {
  return file.fields[kind].filter(({ id, required }) => required && mapping[id] === undefined);
}

/** Whether the file alone cannot say which question its scores answer. */
export function asksQuestion({ kind, mapping }: ImportPlan): boolean {
  return kind === "feedback" && mapping["score"] !== undefined && mapping["question"] === undefined;
}
