import type { AllowedAnswer, PrivacyAnswer } from "../../api/routes/privacy.ts";
import { useAnswer, useOrder } from "./answer.ts";

export type Privacy = PrivacyAnswer;
export const usePrivacy = () => useAnswer<Privacy>("/privacy");
export const usePrivacyChange = () => useOrder<Privacy>({ method: "PATCH", path: "/privacy" }, ["/privacy", "/customers"]);

export type Allowed = AllowedAnswer;
export type ConsentWord = { purpose: string; granted: boolean; proof: string };
export const useAllowed = (customer: string) => useAnswer<Allowed>(`/customers/${customer}/consents`);
export const useConsentWord = (customer: string) =>
  useOrder<ConsentWord, Allowed>({ method: "POST", path: `/customers/${customer}/consents` }, [`/customers/${customer}/consents`]);
