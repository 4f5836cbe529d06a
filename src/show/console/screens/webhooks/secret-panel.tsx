import { Button, PasswordInput, Select } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { type OldFor, useNewSecret, useSecretRemoval, type Webhook } from "../../data/webhooks.ts";
import { useFormat } from "../../frame/format.ts";
import { Broken } from "../../parts/answer.tsx";
import { Copy } from "../../parts/copy.tsx";
import { Panel } from "../../parts/page.tsx";
import { When } from "../../parts/when.tsx";
import { freshSecret } from "./fresh-secret.ts";
import css from "./webhooks.module.css";

/** The secrets in force, and how one is changed without losing a delivery. */
export function SecretPanel({ hook }: { hook: Webhook }) {
  const { t } = useTranslation();
  const { exact } = useFormat();
  const [shown, setShown] = useState(() => freshSecret(hook.id));
  const [isAdding, setAdding] = useState(false);
  const removal = useSecretRemoval(hook.id);
  const isNone = hook.secrets.length === 0;
  return (
    <Panel title={t("webhook.secret")} note={t("webhook.secretWhy")}>
      {shown && (
        <div className={css.fresh}>
          <p>{t("webhook.once")}</p>
          <div className={css.address}>
            <code>{shown}</code>
            <Copy text={shown} />
          </div>
        </div>
      )}
      {isNone && <p className={css.warn}>{t("webhook.noSecret")}</p>}
      <ul className={css.secrets}>
        {hook.secrets.map(({ id, createdAt, expiresAt, opens }, index) => (
          <li key={id}>
            <span>
              <b>{t(index === 0 ? "webhook.current" : "webhook.old")}</b>{" "}
              <small>
                {t("webhook.since")} <When at={createdAt} />
                {expiresAt && <> · {t("webhook.until", { when: exact(expiresAt) })}</>}
              </small>
              {!opens && <small className={css.bad}> {t("webhook.sealed")}</small>}
            </span>
            <Button variant="subtle" color="gray" size="compact-sm" loading={removal.isPending} onClick={() => removal.mutate(id)}>
              {t("webhook.removeSecret")}
            </Button>
          </li>
        ))}
      </ul>
      {removal.error && <Broken problem={removal.error} />}
      {isAdding || isNone ? (
        <AddSecret
          hook={hook}
          onCancel={isNone ? null : () => setAdding(false)}
          onAdded={(secret) => {
            setShown(secret);
            setAdding(false);
          }}
        />
      ) : (
        hook.secrets.length < 2 && (
          <Button variant="default" size="xs" onClick={() => setAdding(true)}>
            {t("webhook.rotate")}
          </Button>
        )
      )}
    </Panel>
  );
}

type AddProps = { hook: Webhook; onCancel: (() => void) | null; onAdded: (secret: string | null) => void };

function AddSecret({ hook, onCancel, onAdded }: AddProps) {
  const { t } = useTranslation();
  const [secret, setSecret] = useState("");
  const [oldFor, setOldFor] = useState<OldFor>("day");
  const add = useNewSecret(hook.id);
  const isOurs = hook.sender.secretFrom === "us";
  const send = (event: FormEvent) => {
    event.preventDefault();
    add.mutate({ secret: secret.trim(), oldFor }, { onSuccess: (made) => onAdded(made.secret) });
  };
  return (
    <form className={css.form} onSubmit={send}>
      <PasswordInput
        label={t("webhook.newSecret")}
        description={t(isOurs ? "webhook.secretOurs" : "webhook.paste", { sender: hook.sender.title })}
        autoComplete="off"
        value={secret}
        onChange={(event) => setSecret(event.currentTarget.value)}
      />
      {hook.secrets.length > 0 && (
        <Select
          label={t("webhook.oldFor")}
          value={oldFor}
          allowDeselect={false}
          data={(["day", "week", "removed"] as const).map((value) => ({ value, label: t(`webhook.oldFors.${value}`) }))}
          onChange={(value) => value && setOldFor(value)}
        />
      )}
      {add.error && <Broken problem={add.error} />}
      <div className={css.foot}>
        {onCancel && (
          <Button variant="default" size="xs" onClick={onCancel}>
            {t("cancel")}
          </Button>
        )}
        <Button type="submit" size="xs" disabled={!isOurs && secret.trim() === ""} loading={add.isPending}>
          {t(isOurs && secret.trim() === "" ? "webhook.makeSecret" : "webhook.addSecret")}
        </Button>
      </div>
    </form>
  );
}
