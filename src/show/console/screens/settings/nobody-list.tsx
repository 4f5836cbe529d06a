import { ActionIcon, Button, Select, TextInput, Tooltip } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { identityKinds } from "../../../../model/identity.ts";
import { useNewNobody, useNobodies, useUndo } from "../../data/identity.ts";
import { Answer, Broken, Lines } from "../../parts/answer.tsx";
import { Panel } from "../../parts/page.tsx";
import { When } from "../../parts/when.tsx";
import css from "./settings.module.css";

/** Keys that name nobody in particular, such as a shop's shared address. */
export function NobodyList() {
  const { t } = useTranslation();
  const list = useNobodies();
  const [add, undo] = [useNewNobody(), useUndo()];
  const [kind, setKind] = useState<string>("email");
  const [value, setValue] = useState("");
  const send = (event: FormEvent) => {
    event.preventDefault();
    add.mutate({ kind, value, why: "" }, { onSuccess: () => setValue("") });
  };
  return (
    <Panel title={t("nobody.title")} note={t("nobody.why")}>
      <Answer
        of={list}
        shape={<Lines count={2} />}
        isEmpty={({ nobodies }) => nobodies.length === 0}
        whenEmpty={<p className={css.quiet}>{t("nobody.none")}</p>}
      >
        {({ nobodies }) => (
          <ul className={css.nobodies}>
            {nobodies.map((one) => (
              <li key={one.id}>
                <div>
                  <b>{one.value}</b>
                  <small>
                    {t(`identity.${one.kind}`)} · {one.who ?? t("who.somebody")} · <When at={one.at} />
                  </small>
                </div>
                <Tooltip label={t("nobody.remove")}>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={t("nobody.removeKey", { key: one.value })}
                    loading={undo.isPending}
                    onClick={() => undo.mutate([one.id])}
                  >
                    <IconX size={15} />
                  </ActionIcon>
                </Tooltip>
              </li>
            ))}
          </ul>
        )}
      </Answer>
      <form className={css.nobodyForm} onSubmit={send}>
        <Select
          aria-label={t("nobody.kind")}
          allowDeselect={false}
          data={identityKinds.map((id) => ({ value: id, label: t(`identity.${id}`) }))}
          value={kind}
          onChange={(id) => id && setKind(id)}
        />
        <TextInput
          aria-label={t("nobody.value")}
          placeholder={t("nobody.example")}
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={!value.trim()} loading={add.isPending}>
          {t("nobody.add")}
        </Button>
      </form>
      {(add.error ?? undo.error) && <Broken problem={add.error ?? undo.error} />}
    </Panel>
  );
}
