import { Button, Modal, Select, Textarea } from "@mantine/core";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import type { CaseFile, CaseOrder, Cause } from "../../data/cases.ts";
import { Broken } from "../../parts/answer.tsx";
import { useDraft } from "../../parts/draft.ts";
import css from "./cases.module.css";

/** The steps that want words: what was said, what was learnt, why. */
export type Telling = "contact" | "note" | "resolve" | "close" | "reopen";

type Props = {
  what: Telling;
  file: CaseFile;
  problem: Error | null;
  sending: boolean;
  onClose: () => void;
  onTell: (order: CaseOrder, done: () => void) => void;
};

/** Asks for the words of one step. What was typed is kept until the server has it. */
export function TellDialog({ what, file, problem, sending, onClose, onTell }: Props) {
  const { t } = useTranslation();
  const [draft, setDraft, dropDraft] = useDraft(`case.${file.id}.${what}`, { note: "", cause: "" });
  const needsNote = what === "note" || (what === "close" && file.state !== "resolved");
  const whole = (!needsNote || draft.note.trim() !== "") && (what !== "resolve" || draft.cause !== "");
  const tell = (event: FormEvent) => {
    event.preventDefault();
    if (whole) onTell(orderOf(file.id, what, draft), dropDraft);
  };
  return (
    <Modal opened onClose={onClose} title={t(`case.act.${what}`)} size={480}>
      <form className={css.tell} onSubmit={tell}>
        {what === "resolve" && (
          <Select
            label={t("case.cause")}
            description={t("case.causeWhy")}
            searchable
            data-autofocus
            data={groupsOf(file.causes)}
            value={draft.cause || null}
            onChange={(cause) => setDraft({ ...draft, cause: cause ?? "" })}
          />
        )}
        <Textarea
          label={t(`case.words.${what}`)}
          autosize
          minRows={3}
          maxRows={10}
          {...(what === "resolve" ? {} : { "data-autofocus": true })}
          value={draft.note}
          onChange={(event) => setDraft({ ...draft, note: event.currentTarget.value })}
          onKeyDown={(event) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && tell(event)}
        />
        {problem && <Broken problem={problem} />}
        <div className={css.foot}>
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" disabled={!whole} loading={sending}>
            {t(`case.act.${what}`)}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function orderOf(id: string, what: Telling, { note, cause }: { note: string; cause: string }): CaseOrder {
  if (what === "resolve") return { id, act: what, words: { cause, note } };
  if (what === "close") return { id, act: what, words: { reason: note } };
  if (what === "note") return { id, act: what, words: { text: note } };
  return { id, act: what, words: { note } };
}

type Choice = { value: string; label: string };

/** The tree as a list in groups: branches are headings, leaves can be chosen; a branch without leaves stands alone. */
export function groupsOf(tree: Cause[]): (Choice | { group: string; items: Choice[] })[] {
  return tree.map(({ id, label, children }) =>
    children.length === 0
      ? { value: id, label }
      : { group: label, items: children.map((child) => ({ value: child.id, label: child.label })) },
  );
}
