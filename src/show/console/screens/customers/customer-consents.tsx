import { Button, Modal, SegmentedControl, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Allowed, useAllowed, useConsentWord } from "../../data/privacy.ts";
import { Answer, Broken } from "../../parts/answer.tsx";
import { Panel } from "../../parts/page.tsx";
import { When } from "../../parts/when.tsx";
import css from "./consents.module.css";

/** What a customer allows, since when and how we know; a person can write down what they were told. */
export function Consents({ id }: { id: string }) {
  const { t } = useTranslation();
  const allowed = useAllowed(id);
  const [asked, setAsked] = useState<Allowed["purposes"][number] | null>(null);
  return (
    <Panel title={t("consent.title")}>
      <Answer of={allowed} shape={90}>
        {({ purposes, log }) => (
          <>
            <ul className={css.purposes}>
              {purposes.map((purpose) => (
                <li key={purpose.id}>
                  <div>
                    <b>{purpose.title}</b>
                    <small>{purpose.since ? <Proof of={log.find((word) => word.purpose === purpose.id)!} /> : t("consent.silence")}</small>
                  </div>
                  <span data-state={purpose.state}>{t(`consent.${purpose.state}`)}</span>
                  <Button variant="subtle" size="compact-xs" onClick={() => setAsked(purpose)}>
                    {t("consent.change")}
                  </Button>
                </li>
              ))}
            </ul>
            {asked && <Word customer={id} of={asked} onClose={() => setAsked(null)} />}
          </>
        )}
      </Answer>
    </Panel>
  );
}

function Proof({ of }: { of: Allowed["log"][number] }) {
  const { t } = useTranslation();
  const words = [
    of.who && t("consent.by", { name: of.who }),
    of.proof,
    of.version && t("consent.version", { version: of.version }),
    of.channel,
  ];
  return (
    <>
      <When at={of.at} />
      {words.filter(Boolean).map((word) => ` · ${word}`)}
    </>
  );
}

function Word({ customer, of, onClose }: { customer: string; of: Allowed["purposes"][number]; onClose: () => void }) {
  const { t } = useTranslation();
  const [granted, setGranted] = useState(of.state === "granted" ? "denied" : "granted");
  const [proof, setProof] = useState("");
  const word = useConsentWord(customer);
  const send = (event: FormEvent) => {
    event.preventDefault();
    word.mutate({ purpose: of.id, granted: granted === "granted", proof: proof.trim() }, { onSuccess: onClose });
  };
  return (
    <Modal opened onClose={onClose} title={of.title} size={440}>
      <form className={css.form} onSubmit={send}>
        <SegmentedControl
          aria-label={t("consent.title")}
          value={granted}
          onChange={setGranted}
          data={["granted", "denied"].map((value) => ({ value, label: t(`consent.${value}`) }))}
        />
        <TextInput
          label={t("consent.proof")}
          placeholder={t("consent.proofExample")}
          data-autofocus
          value={proof}
          onChange={(event) => setProof(event.currentTarget.value)}
        />
        {word.error && <Broken problem={word.error} />}
        <div className={css.foot}>
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" disabled={proof.trim() === ""} loading={word.isPending}>
            {t("consent.keep")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
