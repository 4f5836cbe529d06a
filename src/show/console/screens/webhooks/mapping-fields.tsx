import { ActionIcon, SegmentedControl, Select, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { channels } from "../../../../model/channel.ts";
import { scoredQuestions } from "../../../../model/fact.ts";
import { type FixedRole, fixedRoles, type HookMapping, type HookRole, hookRoles } from "../../../../model/hook-mapping.ts";
import type { MappingProblem } from "../../data/webhooks.ts";
import { Words } from "../../parts/words.tsx";
import css from "./webhooks.module.css";

type Props = { mapping: HookMapping; problems: MappingProblem[]; onChange: (mapping: HookMapping) => void };

const isFixed = (role: HookRole): role is FixedRole => (fixedRoles as readonly string[]).includes(role);
// Money's currency is the workspace's unless it is told, so that it is asked for only beside an amount.
const isAsked = (role: HookRole, { fields }: HookMapping): boolean => role !== "currency" || fields.amount !== undefined;

/** What was said so far: each meaning with its field, or with a fixed text where no field says it. */
export function MappingFields({ mapping, problems, onChange }: Props) {
  const { t } = useTranslation();
  const { fields, fixed } = mapping;
  const drop = (role: HookRole) => {
    const { [role]: _, ...rest } = fields;
    onChange({ ...mapping, fields: rest });
  };
  const write = (role: FixedRole, text: string) => {
    const { [role]: _, ...rest } = fixed;
    onChange({ ...mapping, fixed: text === "" ? rest : { ...rest, [role]: text } });
  };
  return (
    <>
      <dl className={css.roles}>
        {hookRoles
          .filter((role) => isAsked(role, mapping))
          .map((role) => {
            const problem = problems.find((one) => one.role === role)?.problem;
            return (
              <div key={role} data-open={fields[role] === undefined || undefined}>
                <dt>{t(`webhook.role.${role}`)}</dt>
                <dd>
                  {fields[role] !== undefined ? (
                    <span className={css.path}>
                      <code>{fields[role]}</code>
                      <ActionIcon
                        size="sm"
                        variant="subtle"
                        color="gray"
                        aria-label={t("webhook.forget", { role: t(`webhook.role.${role}`) })}
                        onClick={() => drop(role)}
                      >
                        <IconX size={14} />
                      </ActionIcon>
                    </span>
                  ) : isFixed(role) ? (
                    <TextInput
                      size="xs"
                      aria-label={t("webhook.fixed", { role: t(`webhook.role.${role}`) })}
                      placeholder={t(`webhook.fixedHint.${role}`)}
                      value={fixed[role] ?? ""}
                      onChange={(event) => write(role, event.currentTarget.value)}
                    />
                  ) : (
                    <span className={css.quiet}>{t(`webhook.roleHint.${role}`)}</span>
                  )}
                  {problem && (
                    <p className={css.problem}>
                      <Words>{problem}</Words>
                    </p>
                  )}
                </dd>
              </div>
            );
          })}
      </dl>
      <div className={css.choose}>
        {fields.score !== undefined && (
          <Select
            size="xs"
            label={t("webhook.question")}
            placeholder={t("webhook.questionHint")}
            value={mapping.question || null}
            data={scoredQuestions.map((value) => ({ value, label: t(`asked.${value}`) }))}
            onChange={(question) => onChange({ ...mapping, question: question ?? "" })}
          />
        )}
        {fields.amount !== undefined && (
          <div>
            <span className={css.label}>{t("webhook.unit")}</span>
            <SegmentedControl
              aria-label={t("webhook.unit")}
              value={mapping.unit}
              data={(["major", "minor"] as const).map((value) => ({ value, label: t(`webhook.units.${value}`) }))}
              onChange={(unit) => onChange({ ...mapping, unit })}
            />
          </div>
        )}
        <Select
          size="xs"
          label={t("webhook.channel")}
          value={mapping.channel}
          allowDeselect={false}
          data={channels.map((value) => ({ value, label: t(`channel.${value}`) }))}
          onChange={(channel) => channel && onChange({ ...mapping, channel })}
        />
      </div>
    </>
  );
}
