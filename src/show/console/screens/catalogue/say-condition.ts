import { useTranslation } from "react-i18next";
import type { RuleCondition } from "../../data/catalogue.ts";

const mostSaid = 4;

/** Says a condition as a person would: "event is Signed Up or Registered". */
export function useSayCondition(): (condition: RuleCondition) => string {
  const { t } = useTranslation();
  return ({ field, op, key, values }) => {
    const said = values.slice(0, mostSaid).map((value) => (field === "channel" ? t(`channel.${value}`, { defaultValue: value }) : value));
    if (values.length > mostSaid) said.push(t("catalogue.others", { count: values.length - mostSaid }));
    const what = field === "property" ? t("catalogue.propertyNamed", { key }) : t(`catalogue.field.${field}`);
    return `${what} ${t(`catalogue.op.${op}`)} ${said.join(t("catalogue.or"))}`;
  };
}
