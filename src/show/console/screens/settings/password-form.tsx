import { Button, PasswordInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { usePasswordChange } from "../../data/door.ts";
import { Refusal } from "../../data/request.ts";
import { Broken } from "../../parts/answer.tsx";
import { Panel } from "../../parts/page.tsx";
import css from "./settings.module.css";

const nothing = { current: "", password: "" };

/** The password of whoever is signed in. */
export function PasswordForm() {
  const { t } = useTranslation();
  const [words, setWords] = useState(nothing);
  const change = usePasswordChange();
  const refusal = change.error instanceof Refusal ? change.error : null;
  const wrong = refusal?.code === "wrong_password" ? refusal.says : undefined;
  const unfit = refusal?.issues.find(({ path }) => path.endsWith("password"))?.message;
  const save = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(words, {
      onSuccess: () => {
        setWords(nothing);
        notifications.show({ message: t("settings.passwordChanged") });
      },
    });
  };
  return (
    <Panel title={t("settings.password")} note={t("settings.passwordWhy")}>
      <form className={css.form} onSubmit={save}>
        <div className={css.fields}>
          <PasswordInput
            label={t("settings.passwordNow")}
            autoComplete="current-password"
            value={words.current}
            error={wrong}
            onChange={(event) => setWords({ ...words, current: event.currentTarget.value })}
          />
          <PasswordInput
            label={t("settings.passwordNew")}
            autoComplete="new-password"
            value={words.password}
            error={unfit}
            onChange={(event) => setWords({ ...words, password: event.currentTarget.value })}
          />
        </div>
        {change.error && !wrong && !unfit && <Broken problem={change.error} />}
        <div>
          <Button type="submit" size="xs" disabled={!words.current || !words.password} loading={change.isPending}>
            {t("settings.passwordChange")}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
