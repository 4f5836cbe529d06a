import { Button, PasswordInput, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { type HookOptions, type SenderId, usualOptions } from "../../../../model/hook.ts";
import { useNewWebhook, useSenders } from "../../data/webhooks.ts";
import { useAddress } from "../../frame/address.ts";
import { Answer, Broken, Lines } from "../../parts/answer.tsx";
import { Page, Panel } from "../../parts/page.tsx";
import { keepSecret } from "./fresh-secret.ts";
import { ProofFields } from "./proof-fields.tsx";
import css from "./webhooks.module.css";

/** A new webhook: a name and a sender; its address comes next. */
export function NewWebhook() {
  const { t } = useTranslation();
  const [, change] = useAddress();
  const senders = useSenders();
  const [name, setName] = useState("");
  const [sender, setSender] = useState<SenderId>("shopify");
  const [secret, setSecret] = useState("");
  const [options, setOptions] = useState<HookOptions>(usualOptions);
  const make = useNewWebhook();
  const send = (event: FormEvent) => {
    event.preventDefault();
    make.mutate(
      { name: name.trim(), sender, secret: secret.trim(), options: sender === "generic" ? options : {} },
      {
        onSuccess: (made) => {
          if (made.secret) keepSecret(made.id, made.secret);
          change({ id: made.id }, "push");
        },
      },
    );
  };
  return (
    <Page title={t("webhook.new")} question={t("webhook.newWhy")}>
      <Panel>
        <form className={css.form} onSubmit={send}>
          <fieldset className={css.senders}>
            <legend>{t("webhook.sender")}</legend>
            <Answer of={senders} shape={<Lines count={2} height={64} />}>
              {(found) => (
                <div className={css.choices}>
                  {found.senders.map(({ id, title }) => (
                    <label key={id} className={css.choice} data-here={sender === id || undefined}>
                      <input type="radio" name="sender" value={id} checked={sender === id} onChange={() => setSender(id)} />
                      <b>{title}</b>
                      <small>{t(`webhook.brings.${id}`)}</small>
                    </label>
                  ))}
                </div>
              )}
            </Answer>
          </fieldset>
          <TextInput
            label={t("webhook.name")}
            placeholder={t("webhook.nameExample")}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {sender === "generic" && <ProofFields value={options} onChange={setOptions} />}
          <PasswordInput
            label={t("webhook.secret")}
            description={t(sender === "generic" || sender === "standard" ? "webhook.secretOurs" : "webhook.secretLater")}
            autoComplete="off"
            value={secret}
            onChange={(event) => setSecret(event.currentTarget.value)}
          />
          {make.error && <Broken problem={make.error} />}
          <div className={css.foot}>
            <Button type="submit" disabled={name.trim() === ""} loading={make.isPending}>
              {t("webhook.make")}
            </Button>
          </div>
        </form>
      </Panel>
    </Page>
  );
}
