import { ActionIcon, Button, Select, TagsInput, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { channels } from "../../../../model/channel.ts";
import { ruleFields, ruleOps } from "../../../../model/touchpoint.ts";
import { type Catalogue, type PlaceRule, type RuleCondition, useRuleSaving, useUnmapped } from "../../data/catalogue.ts";
import { useSources } from "../../data/sources.ts";
import { RecordDrawer } from "../../parts/record-drawer.tsx";
import css from "./catalogue.module.css";
import { type Choice, TouchpointSelect } from "./touchpoint-select.tsx";

const blank: RuleCondition = { field: "event", op: "is", key: "", values: [] };

/** A rule in plain sentences, all of which must hold, and the touchpoint that it leads to. */
export function RuleForm({ of, catalogue, onClose }: { of: PlaceRule | null; catalogue: Catalogue; onClose: () => void }) {
  const { t } = useTranslation();
  const [conditions, setConditions] = useState<RuleCondition[]>(of?.conditions ?? [blank]);
  const [choice, setChoice] = useState<Choice | null>(
    of === null ? null : of.touchpointId === null ? "leave out" : { touchpointId: of.touchpointId },
  );
  const save = useRuleSaving(of?.id ?? null);
  const put = (index: number, next: RuleCondition) => setConditions(conditions.map((each, at) => (at === index ? next : each)));
  const isWhole =
    choice !== null && conditions.every(({ field, key, values }) => values.length > 0 && (field !== "property" || key.trim() !== ""));
  const submit = () => {
    save.mutate(
      { conditions, touchpointId: choice !== null && typeof choice === "object" ? choice.touchpointId : null },
      { onSuccess: onClose },
    );
  };
  return (
    <RecordDrawer
      title={t(of ? "catalogue.changeRule" : "catalogue.addRule")}
      size={520}
      isWhole={isWhole}
      save={save}
      removal={null}
      onSave={submit}
      onClose={onClose}
    >
      <p className={css.quiet}>{t("catalogue.ruleWhy")}</p>
      {conditions.map((condition, index) => (
        <Condition
          key={index}
          of={condition}
          onChange={(next) => put(index, next)}
          onDrop={conditions.length > 1 ? () => setConditions(conditions.filter((_, at) => at !== index)) : null}
        />
      ))}
      <div>
        <Button
          variant="subtle"
          size="xs"
          leftSection={<IconPlus size={14} />}
          onClick={() => setConditions([...conditions, { ...blank, field: "path", op: "pattern" }])}
        >
          {t("catalogue.addCondition")}
        </Button>
      </div>
      <label className={css.target}>
        <span>{t("catalogue.leadsTo")}</span>
        <TouchpointSelect of={catalogue} label={t("catalogue.leadsTo")} width="100%" canAdd={false} value={choice} onChoose={setChoice} />
      </label>
    </RecordDrawer>
  );
}

type ConditionProps = { of: RuleCondition; onChange: (next: RuleCondition) => void; onDrop: (() => void) | null };

function Condition({ of, onChange, onDrop }: ConditionProps) {
  const { t } = useTranslation();
  const sources = useSources().data?.sources ?? [];
  const unknown = useUnmapped().data?.names ?? [];
  const offered: Partial<Record<RuleCondition["field"], { value: string; label: string }[]>> = {
    event: unknown.filter(({ isTouchpoint }) => !isTouchpoint).map(({ name }) => ({ value: name, label: name })),
    kind: ["track", "page", "screen"].map((value) => ({ value, label: value })),
    channel: channels.map((value) => ({ value, label: value })),
    source: sources.map(({ id }) => ({ value: id, label: id })),
  };
  return (
    <fieldset className={css.condition}>
      <Select
        aria-label={t("catalogue.looksAt")}
        size="xs"
        allowDeselect={false}
        data={ruleFields.map((value) => ({ value, label: t(`catalogue.field.${value}`) }))}
        value={of.field}
        onChange={(field) => field && onChange({ ...of, field: field as RuleCondition["field"], key: "", values: [] })}
      />
      <Select
        aria-label={t("catalogue.compares")}
        size="xs"
        allowDeselect={false}
        data={ruleOps.map((value) => ({ value, label: t(`catalogue.op.${value}`) }))}
        value={of.op}
        onChange={(op) => op && onChange({ ...of, op: op as RuleCondition["op"] })}
      />
      {onDrop && (
        <ActionIcon variant="subtle" color="gray" aria-label={t("catalogue.dropCondition")} onClick={onDrop}>
          <IconX size={15} />
        </ActionIcon>
      )}
      {of.field === "property" && (
        <TextInput
          size="xs"
          className={css.across ?? ""}
          aria-label={t("catalogue.property")}
          placeholder={t("catalogue.property")}
          value={of.key}
          onChange={(event) => onChange({ ...of, key: event.currentTarget.value })}
        />
      )}
      <TagsInput
        size="xs"
        className={css.across ?? ""}
        aria-label={t("catalogue.values")}
        placeholder={of.values.length === 0 ? t(of.op === "pattern" ? "catalogue.patternHint" : "catalogue.valuesHint") : ""}
        acceptValueOnBlur
        splitChars={[";"]}
        data={(offered[of.field] ?? []).slice(0, 100)}
        value={of.values}
        onChange={(values) => onChange({ ...of, values })}
      />
    </fieldset>
  );
}
