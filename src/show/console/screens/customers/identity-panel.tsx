import { ActionIcon, Button, Modal, TextInput, Tooltip } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconArrowsSplit } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { type KeyEvidence, useKeyEvidence, useSeparation, useUndo } from "../../data/identity.ts";
import { Answer, Broken, Lines } from "../../parts/answer.tsx";
import { Copy } from "../../parts/copy.tsx";
import { Panel } from "../../parts/page.tsx";
import { When } from "../../parts/when.tsx";
import css from "./customers.module.css";

/** The keys of a customer: where, when and how each came to belong, what was refused, and what people decided. */
export function IdentityPanel({ id }: { id: string }) {
  const { t } = useTranslation();
  const found = useKeyEvidence(id);
  const [parting, setParting] = useState<KeyEvidence | null>(null);
  return (
    <Panel title={t("customer.identities")} note={t("customer.identitiesWhy")}>
      <Answer
        of={found}
        shape={<Lines count={2} height={56} />}
        isEmpty={({ keys }) => keys.length === 0}
        whenEmpty={<p className={css.hint}>{t("who.none")}</p>}
      >
        {({ keys }) => (
          <ul className={css.identities}>
            {keys.map((key) => (
              <Row key={key.kind + key.value} of={key} onPart={() => setParting(key)} />
            ))}
          </ul>
        )}
      </Answer>
      {parting && <Separate of={parting} onClose={() => setParting(null)} />}
    </Panel>
  );
}

function Row({ of, onPart }: { of: KeyEvidence; onPart: () => void }) {
  const { t } = useTranslation();
  const undo = useUndo();
  const isJoined = of.through !== null || of.decided.some(({ kind }) => kind === "merge");
  // What a person decided says why by itself.
  const refused = of.refused.filter(({ outcome }) => outcome !== "separated" && outcome !== "nobody");
  return (
    <li>
      <div className={css.keyHead}>
        <div>
          <small>{t(`identity.${of.kind}`, { defaultValue: of.kind })}</small>
          <code>{of.value}</code>
        </div>
        <Copy text={of.value} />
        {isJoined && (
          <Tooltip label={t("who.separate")}>
            <ActionIcon variant="subtle" color="gray" aria-label={t("who.separateKey", { key: of.value })} onClick={onPart}>
              <IconArrowsSplit size={15} />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      <Said of={of} />
      {refused.map(({ key, outcome, at }) => (
        <small key={key.kind + key.value} className={css.refused}>
          {t(`who.refused.${outcome}`, { key: key.value, defaultValue: outcome })} · <When at={at} />
        </small>
      ))}
      {of.decided.map(({ id, kind, other, who, at, why }) => (
        <small key={id} className={css.decided}>
          {t(`who.decided.${kind}`, { who: who ?? t("who.somebody"), other: other?.value ?? "" })} · <When at={at} />
          {why && <q>{why}</q>}{" "}
          <button type="button" disabled={undo.isPending} onClick={() => undo.mutate([id])}>
            {t("who.takeBack")}
          </button>
        </small>
      ))}
      {undo.error && <Broken problem={undo.error} />}
    </li>
  );
}

/** Where, when and how a key came to belong, in a sentence. */
function Said({ of: { heard, through } }: { of: KeyEvidence }) {
  const { t } = useTranslation();
  const { how, source, at, messageId } = through ?? heard;
  return (
    <small title={messageId ? t("who.message", { id: messageId }) : undefined}>
      {through ? t(`who.through.${how}`, { key: through.key.value }) : t("who.first")}
      {source && ` · ${source}`} · <When at={at} />
    </small>
  );
}

function Separate({ of, onClose }: { of: KeyEvidence; onClose: () => void }) {
  const { t } = useTranslation();
  const [why, setWhy] = useState("");
  const separation = useSeparation();
  const send = (event: FormEvent) => {
    event.preventDefault();
    separation.mutate(
      { kind: of.kind, value: of.value, why },
      {
        onSuccess: () => {
          notifications.show({ message: t("who.separated", { key: of.value }) });
          onClose();
        },
      },
    );
  };
  return (
    <Modal opened onClose={onClose} title={t("who.separateKey", { key: of.value })} size={460}>
      <form className={css.builder} onSubmit={send}>
        <p>{t("who.separateWhy")}</p>
        <TextInput
          label={t("who.reason")}
          placeholder={t("who.reasonExample")}
          data-autofocus
          value={why}
          maxLength={500}
          onChange={(event) => setWhy(event.currentTarget.value)}
        />
        {separation.error && <Broken problem={separation.error} />}
        <div className={css.foot}>
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" loading={separation.isPending}>
            {t("who.separate")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
