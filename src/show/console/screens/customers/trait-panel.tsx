import { useTranslation } from "react-i18next";
import type { Customer } from "../../data/customers.ts";
import { Panel } from "../../parts/page.tsx";
import { When } from "../../parts/when.tsx";
import css from "./customers.module.css";

/** What is known of a customer, with who said it last and when. */
export function TraitPanel({ of: { traits, said } }: { of: Customer }) {
  const { t } = useTranslation();
  const rows = Object.entries(traits);
  if (rows.length === 0) return null;
  return (
    <Panel title={t("customer.traits")} note={t("who.traitsWhy")}>
      <dl className={css.facts}>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {typeof value === "string" ? value : JSON.stringify(value)}
              {said[name] && (
                <small>
                  {said[name].source && `${said[name].source} · `}
                  <When at={said[name].at} />
                </small>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
