import { useTranslation } from "react-i18next";

// A key of this length still says something at a glance; of a longer one people compare both ends.
const longest = 26;

/** A key as a row can hold it: a long one keeps both ends. Names and addresses are words and stay whole. */
export const shortKey = (called: string): string =>
  called.length <= longest || /[\s@]/.test(called) ? called : `${called.slice(0, 12)}…${called.slice(-8)}`;

/** Says what a customer is called: the name or key that the server chose, and of somebody without any the end of the id. */
export function useCalled(): (id: string, called: string | null) => string {
  const { t } = useTranslation();
  return (id, called) => (called === null ? t("customer.unnamed", { id: id.slice(-6) }) : shortKey(called));
}
