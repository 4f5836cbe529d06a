import { useTranslation } from "react-i18next";
import type { Webhook } from "../../data/webhooks.ts";
import { Copy } from "../../parts/copy.tsx";
import { Panel } from "../../parts/page.tsx";
import { templates } from "./templates.ts";
import css from "./webhooks.module.css";

/** Where the sender finds this webhook, and where to click there. */
export function ConnectPanel({ hook, isOpen }: { hook: Webhook; isOpen: boolean }) {
  const { t } = useTranslation();
  const { id, title } = hook.sender;
  const steps = t(`webhook.steps.${id}`).split("\n");
  const template = templates[id]?.(hook);
  const address = hook.options.proof === "query" && id === "generic" ? `${hook.address}?token=…` : hook.address;
  const isLocal = /^http:|\/\/(?:localhost|127\.|\[::1\])/.test(hook.address);
  return (
    <Panel title={t("webhook.address")} note={t("webhook.addressWhy")}>
      <div className={css.address}>
        <code>{address}</code>
        <Copy text={hook.address} />
      </div>
      {id === "hubspot" && !hook.isPublic && <p className={css.warn}>{t("webhook.needsUrl")}</p>}
      {isLocal && <p className={css.warn}>{t("webhook.local")}</p>}
      <details className={css.steps} open={isOpen}>
        <summary>{t(hook.sender.isMapped ? "webhook.howAny" : "webhook.how", { sender: title })}</summary>
        <ol>
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        {template && (
          <div className={css.code}>
            <pre tabIndex={0}>{template}</pre>
            <Copy text={template} />
          </div>
        )}
      </details>
    </Panel>
  );
}
