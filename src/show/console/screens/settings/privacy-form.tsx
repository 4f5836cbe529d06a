import { Button, SegmentedControl, Select, Switch, TagsInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Privacy, usePrivacy, usePrivacyChange } from "../../data/privacy.ts";
import { Answer, Broken } from "../../parts/answer.tsx";
import { Panel } from "../../parts/page.tsx";
import css from "./settings.module.css";

/** What may be kept of whom: consent, addresses, fields that are never stored. */
export function PrivacyPanel() {
  const { t } = useTranslation();
  const privacy = usePrivacy();
  return (
    <Panel title={t("privacy.title")} note={t("privacy.why")}>
      <Answer of={privacy} shape={320}>
        {(found) => <Form key={JSON.stringify(found)} of={found} />}
      </Answer>
    </Panel>
  );
}

function Form({ of }: { of: Privacy }) {
  const { t } = useTranslation();
  const [words, setWords] = useState(of);
  const change = usePrivacyChange();
  const save = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(words, { onSuccess: () => notifications.show({ message: t("settings.saved") }) });
  };
  const say = (id: string, whenUnknown: "granted" | "denied") =>
    setWords({ ...words, purposes: words.purposes.map((purpose) => (purpose.id === id ? { ...purpose, whenUnknown } : purpose)) });
  return (
    <form className={css.form} onSubmit={save}>
      <fieldset className={css.purposes}>
        <legend>{t("privacy.silence")}</legend>
        {words.purposes.map(({ id, title, whenUnknown }) => (
          <Switch
            key={id}
            label={title}
            checked={whenUnknown === "granted"}
            onChange={(event) => say(id, event.currentTarget.checked ? "granted" : "denied")}
          />
        ))}
      </fieldset>
      <div className={css.fields}>
        <Select
          label={t("privacy.gate")}
          allowDeselect={false}
          data={words.purposes.map(({ id, title }) => ({ value: id, label: title }))}
          value={words.gate.purpose}
          onChange={(purpose) => purpose && setWords({ ...words, gate: { ...words.gate, purpose } })}
        />
        <Select
          label={t("privacy.denied")}
          allowDeselect={false}
          data={(["pseudonymise", "drop", "keep"] as const).map((value) => ({ value, label: t(`privacy.modes.${value}`) }))}
          value={words.gate.whenDenied}
          onChange={(mode) => mode && setWords({ ...words, gate: { ...words.gate, whenDenied: mode as Privacy["gate"]["whenDenied"] } })}
        />
      </div>
      <Choice
        label={t("privacy.ip")}
        value={words.ip}
        choices={["truncate", "drop", "keep"].map((value) => ({ value, label: t(`privacy.ips.${value}`) }))}
        onChange={(ip) => setWords({ ...words, ip: ip as Privacy["ip"] })}
      />
      <Choice
        label={t("privacy.browser")}
        value={words.userAgent}
        choices={["keep", "drop"].map((value) => ({ value, label: t(`privacy.ips.${value}`) }))}
        onChange={(userAgent) => setWords({ ...words, userAgent: userAgent as Privacy["userAgent"] })}
      />
      <TagsInput
        label={t("privacy.redact")}
        description={t("privacy.redactWhy")}
        value={words.redact}
        onChange={(redact) => setWords({ ...words, redact })}
      />
      {change.error && <Broken problem={change.error} />}
      <div>
        <Button type="submit" size="xs" disabled={JSON.stringify(words) === JSON.stringify(of)} loading={change.isPending}>
          {t("settings.save")}
        </Button>
      </div>
    </form>
  );
}

type ChoiceProps = { label: string; value: string; choices: { value: string; label: string }[]; onChange: (value: string) => void };

function Choice({ label, value, choices, onChange }: ChoiceProps) {
  return (
    <div className={css.choice}>
      <span>{label}</span>
      <SegmentedControl size="xs" aria-label={label} value={value} data={choices} onChange={onChange} />
    </div>
  );
}
