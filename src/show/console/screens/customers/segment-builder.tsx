import { ActionIcon, Button, Modal, NumberInput, Select, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { type Condition, useNewSegment, useVocabulary, type VocabularyField } from "../../data/customers.ts";
import { Answer, Broken, Lines } from "../../parts/answer.tsx";
import { useDraft } from "../../parts/draft.ts";
import css from "./customers.module.css";

const emptyCondition: Condition = { field: "", op: "", value: "" };

/** A segment in plain sentences, each of which must hold: "region is North", "orders at least 3". */
export function SegmentBuilder({ onClose, onMade }: { onClose: () => void; onMade: (id: string) => void }) {
  const { t } = useTranslation();
  const vocabulary = useVocabulary();
  const [draft, setDraft, dropDraft] = useDraft("segment", { name: "", conditions: [emptyCondition] });
  const make = useNewSegment();
  const put = (index: number, next: Condition) =>
    setDraft({ ...draft, conditions: draft.conditions.map((condition, at) => (at === index ? next : condition)) });
  const whole =
    draft.name.trim() !== "" && draft.conditions.every(({ field, op, value }) => field && op && (value !== "" || op === "exists"));
  const save = (event: FormEvent) => {
    event.preventDefault();
    make.mutate(draft, {
      onSuccess: ({ id }) => {
        dropDraft();
        onMade(id);
      },
    });
  };
  return (
    <Modal opened onClose={onClose} title={t("segment.new")} size={640}>
      <form className={css.builder} onSubmit={save}>
        <TextInput
          label={t("segment.name")}
          placeholder={t("segment.nameExample")}
          data-autofocus
          value={draft.name}
          onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
        />
        <p className={css.hint}>{t("segment.all")}</p>
        <Answer of={vocabulary} shape={<Lines count={2} />}>
          {({ fields }) => (
            <ul className={css.conditions}>
              {draft.conditions.map((condition, index) => (
                <li key={index}>
                  <Sentence of={condition} fields={fields} onChange={(next) => put(index, next)} />
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={t("segment.drop")}
                    disabled={draft.conditions.length === 1}
                    onClick={() => setDraft({ ...draft, conditions: draft.conditions.filter((_, at) => at !== index) })}
                  >
                    <IconX size={15} />
                  </ActionIcon>
                </li>
              ))}
            </ul>
          )}
        </Answer>
        <Button
          variant="subtle"
          size="xs"
          w="fit-content"
          leftSection={<IconPlus size={14} />}
          onClick={() => setDraft({ ...draft, conditions: [...draft.conditions, emptyCondition] })}
        >
          {t("segment.add")}
        </Button>
        {make.error && <Broken problem={make.error} />}
        <div className={css.foot}>
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" disabled={!whole} loading={make.isPending}>
            {t("segment.save")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

type SentenceProps = { of: Condition; fields: VocabularyField[]; onChange: (next: Condition) => void };

function Sentence({ of, fields, onChange }: SentenceProps) {
  const { t } = useTranslation();
  const field = fields.find((found) => found.field === of.field);
  const days = of.op.endsWith("in_last_days");
  const value = { value: of.value, "aria-label": t("segment.value"), placeholder: t("segment.value") };
  return (
    <>
      <Select
        aria-label={t("segment.field")}
        placeholder={t("segment.field")}
        searchable
        value={of.field || null}
        data={fields.map(({ field, label }) => ({ value: field, label }))}
        onChange={(name) => onChange({ field: name ?? "", op: fields.find((found) => found.field === name)?.ops[0] ?? "", value: "" })}
      />
      <Select
        aria-label={t("segment.op")}
        placeholder={t("segment.op")}
        allowDeselect={false}
        value={of.op || null}
        data={(field?.ops ?? []).map((op) => ({ value: op, label: t(`op.${op}`) }))}
        onChange={(op) => onChange({ ...of, op: op ?? "" })}
      />
      {of.op === "exists" ? (
        <span />
      ) : field?.values && !days ? (
        <Select
          {...value}
          value={of.value || null}
          searchable
          data={field.values}
          onChange={(next) => onChange({ ...of, value: next ?? "" })}
        />
      ) : days || field?.type === "number" ? (
        <NumberInput {...value} {...(days ? { min: 1 } : {})} onChange={(next) => onChange({ ...of, value: String(next) })} />
      ) : (
        <TextInput
          {...value}
          type={field?.type === "day" ? "date" : "text"}
          onChange={(event) => onChange({ ...of, value: event.currentTarget.value })}
        />
      )}
    </>
  );
}
