import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useCalled } from "./called.ts";

/** What a customer is called, leading to their page; somebody who answered anonymously has none. */
export function CustomerLink({ id, name }: { id: string | null; name: string | null }) {
  const { t } = useTranslation();
  const callOf = useCalled();
  if (id === null) return <span>{t("customer.anonymous")}</span>;
  return (
    <Link to={`/customers/${id}`} title={name ?? undefined}>
      {callOf(id, name)}
    </Link>
  );
}
