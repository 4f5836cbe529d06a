import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

/** A customer's name, leading to their page; somebody who answered anonymously has none. */
export function CustomerLink({ id, name }: { id: string | null; name: string | null }) {
  const { t } = useTranslation();
  if (id === null) return <span>{t("customer.anonymous")}</span>;
  return <Link to={`/customers/${id}`}>{name ?? t("customer.unnamed", { id: id.slice(-6) })}</Link>;
}
