import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Brought, ImportReportAnswer, PastImportAnswer, PreviewRowAnswer } from "../../api/routes/import-answer.ts";
import { useAnswer, useOrder } from "./answer.ts";
import { request } from "./request.ts";

export type ImportFile = Brought;
export type ImportKind = ImportFile["kind"];
export type ImportReport = ImportReportAnswer;
export type PastImport = PastImportAnswer;
export type Asked = ImportFile["answers"][string];
export const importKinds: ImportKind[] = ["feedback", "responses", "reviews", "orders", "tickets", "interactions", "customers", "audits"];
export const askedOf: Asked[] = ["recommend", "satisfaction", "ease", "satisfaction reversed", "ease reversed", "words"];
export type ImportField = ImportFile["fields"][ImportKind][number];
export type ImportTable = ImportFile["tables"][number];
/** Tables of a file that come in together, where it has several kinds of them. */
export type ImportPart = ImportFile["parts"][number];
export type ImportFormat = ImportFile["format"];
/** What the person decided: which tables come in, which column fills which field, what was asked in which, and how to read what a file does not say. */
export type ImportPlan = {
  tables: number[];
  kind: ImportKind;
  mapping: Record<string, number>;
  answers?: Record<string, Asked>;
  dateOrder: ImportFile["dateOrder"];
  question: ImportFile["question"];
  keepsUnfinished: boolean;
};
export type PreviewRow = PreviewRowAnswer;

const formOf = (file: File): FormData => {
  const form = new FormData();
  form.append("file", file);
  return form;
};

export const useUpload = () => useOrder<File, ImportFile>({ method: "POST", path: "/imports", body: formOf });
export type ImportUpload = ReturnType<typeof useUpload>;
/** A file that was brought before, or a part of one; a `null` id asks for none. `every` asks again, in ms. */
export const useBroughtFile = (id: string | null, every: number | false = false) =>
  useAnswer<ImportFile>(id && `/imports/${id}`, {}, { every });
/** The same file, understood by other tables of it. */
export const useOtherTables = (id: string) =>
  useMutation<ImportFile, Error, number[]>({
    mutationFn: (tables) => request<ImportFile>(`/imports/${id}`, { params: { tables: tables.join(",") } }),
  });
export const useImportPreview = (id: string) =>
  useOrder<ImportPlan, { rows: PreviewRow[] }>({ method: "POST", path: `/imports/${id}/preview` });
export const useImportStart = (id: string) =>
  useOrder<ImportPlan, { job: string }>({ method: "POST", path: `/imports/${id}/start` }, ["/jobs", "/imports"]);
/** Imports parts of a file as they were understood; answers the job of the first. */
export function useImportParts() {
  const cache = useQueryClient();
  return useMutation<{ job: string }, Error, ImportPart[]>({
    async mutationFn(parts) {
      const begun: { job: string }[] = [];
      for (const { id } of parts) begun.push(await request(`/imports/${id}/start`, { method: "POST", body: {} }));
      return begun[0]!;
    },
    onSettled: () => cache.invalidateQueries({ predicate: ({ queryKey }) => /^\/(jobs|imports)/.test(String(queryKey[0])) }),
  });
}
/** Brings the set-aside rows of an import back in the file in which they were mended. */
export const useMended = (id: string) =>
  useOrder<File, { id: string; job: string }>({ method: "POST", path: `/imports/${id}/mended`, body: formOf }, ["/jobs", "/imports"]);
/** The latest imports, newest first; asked again while one is running. */
export const useImports = () => useAnswer<{ imports: PastImport[] }>("/imports", {}, { fresh: true });

/** The plan that the file itself suggests, read as rows of one kind. */
export function guessPlan({ tables, mappings, answers, dateOrder, question }: ImportFile, kind: ImportKind): ImportPlan {
  const chosen = tables.filter((table) => table.chosen).map(({ index }) => index);
  const shared = { kind, mapping: mappings[kind], dateOrder, question: kind === "reviews" ? ("satisfaction" as const) : question };
  return { tables: chosen, ...shared, ...(kind === "responses" ? { answers } : {}), keepsUnfinished: false };
}

/** Fields that the plan leaves open although a row needs them. */
export function openFields(file: ImportFile, { kind, mapping }: ImportPlan): ImportField[] {
  return file.fields[kind].filter(({ id, required }) => required && mapping[id] === undefined);
}

/** Whether the file alone cannot say which question its scores answer. */
export function asksQuestion({ kind, mapping }: ImportPlan): boolean {
  return kind === "feedback" && mapping["score"] !== undefined && mapping["question"] === undefined;
}

/** Whether nobody has said yet which columns of a survey hold answers. */
export function asksAnswers(file: ImportFile, { kind, answers = {} }: ImportPlan): boolean {
  const chosen = Object.values(answers);
  return (
    kind === "responses" &&
    (chosen.length === 0 || (file.opens.responses.includes("answers") && chosen.every((asked) => asked === "words")))
  );
}

/** What was chosen for one column: the id of a field, `answer:` and what was asked, or `null` when it is kept as it is. */
export function choiceOf({ mapping, answers = {} }: ImportPlan, index: number): string | null {
  const field = Object.keys(mapping).find((id) => mapping[id] === index);
  const asked = answers[index];
  return field ?? (asked ? `answer:${asked}` : null);
}

/** The plan with another choice for one column. A field has one column; a question may be asked in several. */
export function chooseColumn(plan: ImportPlan, index: number, choice: string | null): ImportPlan {
  const field = choice?.startsWith("answer:") ? null : choice;
  const kept = Object.entries(plan.mapping).filter(([id, at]) => at !== index && id !== field);
  const mapping = Object.fromEntries(field ? [...kept, [field, index]] : kept);
  if (!plan.answers) return { ...plan, mapping };
  const others = Object.entries(plan.answers).filter(([at]) => Number(at) !== index);
  const asked = choice?.startsWith("answer:") ? (choice.slice("answer:".length) as Asked) : null;
  return { ...plan, mapping, answers: Object.fromEntries(asked ? [...others, [String(index), asked]] : others) };
}
