import type { CatalogueAnswer } from "../../api/routes/catalogue.ts";
import type { CoverageAnswer, RemappingItem, UnmappedAnswer } from "../../api/routes/catalogue-history.ts";
import { useAnswer, useOrder } from "./answer.ts";
import type { Params } from "./request.ts";

export type Catalogue = CatalogueAnswer;
export type Touchpoint = Catalogue["touchpoints"][number];
export type PlaceRule = Catalogue["rules"][number];
export type RuleCondition = PlaceRule["conditions"][number];
export type Coverage = CoverageAnswer;
export type UnmappedName = UnmappedAnswer["names"][number];
export type Remapping = RemappingItem;
export type CatalogueHistory = { misplaced: { interactions: number; feedback: number }; remappings: Remapping[] };

export const useCatalogue = () => useAnswer<Catalogue>("/catalogue");
export const useCoverage = (bar: Params) => useAnswer<Coverage>("/catalogue/coverage", bar);
export const useUnmapped = () => useAnswer<UnmappedAnswer>("/catalogue/unmapped");
export const useCatalogueHistory = () => useAnswer<CatalogueHistory>("/catalogue/history", {}, { fresh: true });

// Whatever changes the catalogue changes what is known of names, and where history should stand.
const touched = ["/catalogue", "/touchpoints", "/jobs"];

export const useTouchpointSaving = (id: string | null) =>
  useOrder<Partial<Touchpoint>>(
    id === null
      ? { method: "POST", path: "/catalogue/touchpoints" }
      : { method: "PATCH", path: `/catalogue/touchpoints/${encodeURIComponent(id)}` },
    touched,
  );
export const useTouchpointRemoval = () =>
  useOrder<string>({ method: "DELETE", path: (id) => `/catalogue/touchpoints/${encodeURIComponent(id)}` }, touched);
export const useRuleSaving = (id: string | null) =>
  useOrder<Omit<PlaceRule, "id">>(
    id === null ? { method: "POST", path: "/catalogue/rules" } : { method: "PATCH", path: `/catalogue/rules/${encodeURIComponent(id)}` },
    touched,
  );
export const useRuleRemoval = () =>
  useOrder<string>({ method: "DELETE", path: (id) => `/catalogue/rules/${encodeURIComponent(id)}` }, touched);
export const useRuleOrder = () =>
  useOrder<string[]>({ method: "POST", path: "/catalogue/order", body: (ids) => ({ what: "rules", ids }) }, touched);

export type Mapping = { names: string[]; touchpointId?: string | null; touchpoint?: Partial<Touchpoint> & { name: string } };
export const useMapping = () => useOrder<Mapping>({ method: "POST", path: "/catalogue/map" }, touched);

export const useRemap = () => useOrder<void, { job: string }>({ method: "POST", path: "/catalogue/history", body: () => ({}) }, touched);
export const useRemapUndo = () =>
  useOrder<string, { job: string }>({ method: "POST", path: (id) => `/catalogue/history/${id}/undo`, body: () => ({}) }, touched);
