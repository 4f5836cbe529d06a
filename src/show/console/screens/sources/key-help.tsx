import { Button, Modal } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Source, useKeyOrigins } from "../../data/sources.ts";
import { Broken } from "../../parts/answer.tsx";
import { FirstEvent } from "./first-event.tsx";
import { areOrigins, Origins } from "./origins.tsx";
import { Programs } from "./programs.tsx";
import css from "./sources.module.css";

/** How to send with a key that was made before: it cannot be shown again, so the programs leave its place open. */
export function KeyHelp({ of, onClose }: { of: Source; onClose: () => void }) {
  const { t } = useTranslation();
  const [origins, setOrigins] = useState(of.origins);
  const save = useKeyOrigins();
  const isChanged = origins.join(" ") !== of.origins.join(" ");
  const keep = () =>
    save.mutate({ id: of.id, origins }, { onSuccess: () => notifications.show({ message: t("key.originsKept", { name: of.name }) }) });
  return (
    <Modal opened onClose={onClose} title={t("key.howTo", { name: of.name })} size={720}>
      <div className={css.form}>
        <p className={css.quiet}>{t("key.howToWhy", { prefix: of.prefix })}</p>
        <Programs />
        <FirstEvent id={of.id} />
        <Origins value={origins} onChange={setOrigins} />
        {save.error && <Broken problem={save.error} />}
        <div className={css.foot}>
          <Button disabled={!isChanged || !areOrigins(origins)} loading={save.isPending} onClick={keep}>
            {t("key.originsKeep")}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
