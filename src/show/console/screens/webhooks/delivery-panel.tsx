import { useTranslation } from "react-i18next";
import { type Delivery, useDelivery, type Webhook } from "../../data/webhooks.ts";
import { useAddress } from "../../frame/address.ts";
import { useFormat } from "../../frame/format.ts";
import { Answer } from "../../parts/answer.tsx";
import { Copy } from "../../parts/copy.tsx";
import { indent } from "../../parts/indent.ts";
import { Panel } from "../../parts/page.tsx";

import css from "./webhooks.module.css";

type Props = { hook: Webhook; items: Delivery[] };

/** The last deliveries, and what became of each; one opens as it came. */
export function DeliveryPanel({ hook, items }: Props) {
  const { t } = useTranslation();
  const { moment } = useFormat();
  const [address, change] = useAddress();
  if (items.length === 0)
    return (
      <Panel title={t("webhook.deliveries")} note={t("webhook.deliveriesWhy")} flush>
        <div className={css.listening} role="status">
          <i aria-hidden="true" />
          <div>
            <b>{t("webhook.listening")}</b>
            <p>{t("webhook.listeningWhy")}</p>
          </div>
        </div>
      </Panel>
    );
  return (
    <Panel title={t("webhook.deliveries")} note={t("webhook.deliveriesWhy")} flush>
      <ul className={css.deliveries}>
        {items.map((one) => {
          const isHere = address.delivery === one.id;
          return (
            <li key={one.id}>
              <button
                type="button"
                className={css.delivery}
                aria-expanded={isHere}
                onClick={() => change({ delivery: isHere ? null : one.id })}
              >
                <time dateTime={one.receivedAt}>{moment(one.receivedAt)}</time>
                <b>{one.topic || t("live.unnamed")}</b>
                <code>{one.deliveryId}</code>
                <Fate of={one} />
              </button>
              {isHere && <Raw hook={hook} id={one.id} />}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

/** What became of a delivery, in a few words. */
function Fate({ of }: { of: Delivery }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const fate = of.setAside > 0 ? "setAside" : of.stored > 0 ? "stored" : of.known > 0 ? "known" : "nothing";
  const n = of.setAside || of.stored || of.known;
  return (
    <span className={css.fate} data-fate={fate}>
      <i aria-hidden="true" />
      {t(`webhook.fate.${fate}`, { count: n, n: number(n) })}
    </span>
  );
}

function Raw({ hook, id }: { hook: Webhook; id: string }) {
  const found = useDelivery(hook.id, id);
  return (
    <div className={css.raw}>
      <Answer of={found} shape={160}>
        {({ raw }) => (
          <div className={css.code}>
            <pre tabIndex={0}>{indent(raw)}</pre>
            <Copy text={raw} />
          </div>
        )}
      </Answer>
    </div>
  );
}
