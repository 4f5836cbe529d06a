import { Button, PasswordInput, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSignIn } from "../data/door.ts";
import { Mark } from "../frame/mark.tsx";
import { useSentence } from "../parts/answer.tsx";
import css from "./door.module.css";

/** The door. The address stays as it is, so that signing in leads to where one wanted to go. */
export default function SignIn() {
  const { t } = useTranslation();
  const [words, setWords] = useState({ email: "", password: "" });
  const enter = useSignIn();
  const refused = useSentence(enter.error);
  const send = (event: FormEvent) => {
    event.preventDefault();
    enter.mutate(words);
  };
  return (
    <main className={css.door}>
      <form className={css.card} onSubmit={send}>
        <Mark size={36} />
        <div>
          <h1>{t("signIn.title")}</h1>
          <p>{t("signIn.why")}</p>
        </div>
        <TextInput
          label={t("door.email")}
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          autoFocus
          value={words.email}
          onChange={(event) => setWords({ ...words, email: event.currentTarget.value })}
        />
        <PasswordInput
          label={t("door.password")}
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={words.password}
          error={enter.error ? refused : undefined}
          onChange={(event) => setWords({ ...words, password: event.currentTarget.value })}
        />
        <Button type="submit" size="md" loading={enter.isPending}>
          {t("signIn.enter")}
        </Button>
      </form>
    </main>
  );
}
