import { Button, PasswordInput, Select, TextInput } from "@mantine/core";
import { type FormEvent, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSetup } from "../data/door.ts";
import { ownZone } from "../frame/format.ts";
import { Mark } from "../frame/mark.tsx";
import { Refusal } from "../data/request.ts";
import { useSentence } from "../parts/answer.tsx";
import { useDraft } from "../parts/draft.ts";
import css from "./door.module.css";

const fewestLetters = 10;

/** The first minute: name the workspace and make the owner's account. What was typed survives a reload; the password never leaves memory. */
export default function FirstVisit() {
  const { t } = useTranslation();
  const [words, setWords] = useDraft("first-visit", { workspace: "", name: "", email: "", password: "", timezone: ownZone() }, [
    "password",
  ]);
  const make = useSetup();
  const refused = useSentence(make.error);
  const zones = useMemo(() => [...new Set([ownZone(), ...Intl.supportedValuesOf("timeZone")])], []);
  const issue = (path: string) =>
    make.error instanceof Refusal ? make.error.issues.find((found) => found.path.includes(path))?.message : undefined;
  const short = words.password.length > 0 && words.password.length < fewestLetters;
  const put = (name: keyof typeof words) => (event: { currentTarget: { value: string } }) =>
    setWords({ ...words, [name]: event.currentTarget.value });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!short) make.mutate(words);
  };
  return (
    <main className={css.door}>
      <form className={css.card} onSubmit={send}>
        <Mark size={36} />
        <div>
          <h1>{t("firstVisit.title")}</h1>
          <p>{t("firstVisit.why")}</p>
        </div>
        <TextInput
          label={t("firstVisit.workspace")}
          description={t("firstVisit.workspaceWhy")}
          required
          withAsterisk={false}
          autoFocus
          value={words.workspace}
          error={issue("workspace")}
          onChange={put("workspace")}
        />
        <Select
          label={t("firstVisit.timezone")}
          description={t("firstVisit.timezoneWhy")}
          searchable
          allowDeselect={false}
          data={zones}
          value={words.timezone}
          error={issue("timezone")}
          onChange={(zone) => setWords({ ...words, timezone: zone ?? words.timezone })}
        />
        <hr className={css.rule} />
        <TextInput
          label={t("door.name")}
          autoComplete="name"
          required
          withAsterisk={false}
          value={words.name}
          error={issue("name")}
          onChange={put("name")}
        />
        <TextInput
          label={t("door.email")}
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          value={words.email}
          error={issue("email")}
          onChange={put("email")}
        />
        <PasswordInput
          label={t("door.password")}
          description={t("firstVisit.passwordRule", { count: fewestLetters })}
          autoComplete="new-password"
          required
          withAsterisk={false}
          value={words.password}
          error={issue("password") ?? (short && t("firstVisit.passwordShort", { count: fewestLetters - words.password.length }))}
          onChange={put("password")}
        />
        {make.error && (
          <p className={css.refused} role="alert">
            {refused}
          </p>
        )}
        <Button type="submit" size="md" loading={make.isPending}>
          {t("firstVisit.make")}
        </Button>
      </form>
    </main>
  );
}
