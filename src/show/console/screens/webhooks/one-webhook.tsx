import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDeliveries, useWebhook, useWebhookRevocation, type Webhook } from "../../data/webhooks.ts";
import { Answer, Lines } from "../../parts/answer.tsx";
import { Page } from "../../parts/page.tsx";
import { Sure } from "../../parts/sure.tsx";
import { ConnectPanel } from "./connect-panel.tsx";
import { DeliveryPanel } from "./delivery-panel.tsx";
import { HookHealth } from "./hook-health.tsx";
import { MappingPanel } from "./mapping-panel.tsx";
import { SourceSight } from "../health/source-sight.tsx";
import { SecretPanel } from "./secret-panel.tsx";
import { Thing } from "../../parts/thing.tsx";
import css from "./webhooks.module.css";

/** One webhook: how it is connected, what its fields mean, and what it brought. */
export function OneWebhook({ id }: { id: string }) {
  const { t } = useTranslation();
  const found = useWebhook(id);
  return (
    <Thing of={found}>
      {(hook) => (
        <Page
          title={hook.name}
          question={hook.sender.id === "generic" ? t("sources.kind.webhook") : t("webhook.of", { sender: hook.sender.title })}
          actions={
            <>
              <Button component={Link} to="/sources" variant="default" size="xs">
                {t("webhook.back")}
              </Button>
              {!hook.revokedAt && <Revoke hook={hook} />}
            </>
          }
        >
          <Body hook={hook} />
        </Page>
      )}
    </Thing>
  );
}

function Body({ hook }: { hook: Webhook }) {
  const { t } = useTranslation();
  const deliveries = useDeliveries(hook.id);
  return (
    <Answer of={deliveries} shape={<Lines count={5} height={72} />}>
      {({ items }) => {
        const isFirst = items.length === 0;
        const list = <DeliveryPanel key="deliveries" hook={hook} items={items} />;
        if (hook.revokedAt)
          return (
            <div className={css.page}>
              <p className={css.notice}>{t("webhook.revoked")}</p>
              <HookHealth hook={hook} />
              {list}
            </div>
          );
        const connect = (
          <div key="connect" className={css.pair}>
            <ConnectPanel hook={hook} isOpen={isFirst} />
            <SecretPanel hook={hook} />
          </div>
        );
        const life = [
          <HookHealth key="health" hook={hook} />,
          hook.sender.isMapped && !isFirst && <MappingPanel key="mapping" hook={hook} deliveries={items} />,
          list,
          !isFirst && <SourceSight key="sight" source={hook.id} />,
        ];
        return <div className={css.page}>{isFirst ? [connect, ...life] : [...life, connect]}</div>;
      }}
    </Answer>
  );
}

function Revoke({ hook }: { hook: Webhook }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const revoke = useWebhookRevocation(hook.id);
  return (
    <>
      <Button variant="default" size="xs" onClick={() => setAsking(true)}>
        {t("sources.revoke")}
      </Button>
      {asking && (
        <Sure
          title={t("webhook.revokeSure", { name: hook.name })}
          why={t("webhook.revokeWhy")}
          does={t("sources.revoke")}
          problem={revoke.error}
          busy={revoke.isPending}
          onNo={() => setAsking(false)}
          onYes={() => revoke.mutate(undefined, { onSuccess: () => setAsking(false) })}
        />
      )}
    </>
  );
}
