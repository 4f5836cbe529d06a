import { Button, Chip, NumberInput, Select, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { type FormEvent, type ReactNode, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { countries } from "../../../../model/country.ts";
import { useWorkspaceChange, type Workspace } from "../../data/door.ts";
import { Refusal } from "../../data/request.ts";
import { useFormat } from "../../frame/format.ts";
import { Broken } from "../../parts/answer.tsx";
import { Panel } from "../../parts/page.tsx";
import css from "./settings.module.css";

/** A part of the workspace that is being changed: its words, whether they differ, and the way to save them. */
function useChange<T extends Partial<Workspace>>(before: T) {
  const { t } = useTranslation();
  const [words, setWords] = useState(before);
  const change = useWorkspaceChange();
  const differs = JSON.stringify(words) !== JSON.stringify(before);
  const issue = (path: string) =>
    change.error instanceof Refusal ? change.error.issues.find((found) => found.path.endsWith(path))?.message : undefined;
  const save = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(words, { onSuccess: () => notifications.show({ message: t("settings.saved") }) });
  };
  return { words, setWords, differs, save, issue, change };
}

type FormProps = { title: string; note: string; change: ReturnType<typeof useChange<Partial<Workspace>>>; children: ReactNode };

function Form({ title, note, change: { differs, save, change }, children }: FormProps) {
  const { t } = useTranslation();
  return (
    <Panel title={title} note={note}>
      <form className={css.form} onSubmit={save}>
        {children}
        {change.error && <Broken problem={change.error} />}
        <div>
          <Button type="submit" size="xs" disabled={!differs} loading={change.isPending}>
            {t("settings.save")}
          </Button>
        </div>
      </form>
    </Panel>
  );
}

const regionNames = new Intl.DisplayNames("en", { type: "region" });

/** Name, zone, currency and country. */
export function Workplace({ of }: { of: Workspace }) {
  const { t } = useTranslation();
  const change = useChange<Partial<Workspace>>({ name: of.name, timezone: of.timezone, currency: of.currency, country: of.country });
  const { words, setWords, issue } = change;
  const zones = useMemo(() => Intl.supportedValuesOf("timeZone"), []);
  const places = useMemo(() => countries.map((value) => ({ value, label: regionNames.of(value) ?? value })), []);
  const currencies = useMemo(() => Intl.supportedValuesOf("currency"), []);
  return (
    <Form title={t("settings.workspace")} note={t("settings.workspaceWhy")} change={change}>
      <div className={css.fields}>
        <TextInput
          label={t("firstVisit.workspace")}
          value={words.name ?? ""}
          error={issue("name")}
          onChange={(event) => setWords({ ...words, name: event.currentTarget.value })}
        />
        <Select
          label={t("firstVisit.timezone")}
          searchable
          allowDeselect={false}
          data={zones.includes(of.timezone) ? zones : [of.timezone, ...zones]}
          value={words.timezone ?? null}
          onChange={(timezone) => timezone && setWords({ ...words, timezone })}
        />
        <Select
          label={t("settings.currency")}
          searchable
          allowDeselect={false}
          data={currencies}
          value={words.currency ?? null}
          onChange={(currency) => currency && setWords({ ...words, currency })}
        />
        <Select
          label={t("settings.country")}
          description={t("settings.countryWhy")}
          inputWrapperOrder={["label", "input", "description", "error"]}
          searchable
          clearable
          data={places}
          placeholder={t("settings.noCountry")}
          value={words.country || null}
          error={issue("country")}
          onChange={(country) => setWords({ ...words, country: country ?? "" })}
        />
      </div>
    </Form>
  );
}

/** When somebody is there: the clock of a case only runs in these hours. */
export function Hours({ of }: { of: Workspace }) {
  const { t } = useTranslation();
  const { weekday } = useFormat();
  const change = useChange<Partial<Workspace>>({ businessHours: of.businessHours });
  const { words, setWords, issue } = change;
  const hours = words.businessHours ?? of.businessHours;
  const put = (changed: Partial<Workspace["businessHours"]>) => setWords({ businessHours: { ...hours, ...changed } });
  return (
    <Form title={t("settings.hours")} note={t("settings.hoursWhy")} change={change}>
      <Chip.Group multiple value={hours.days.map(String)} onChange={(days) => put({ days: days.map(Number).toSorted((a, b) => a - b) })}>
        <div className={css.days}>
          {[1, 2, 3, 4, 5, 6, 7].map((day) => (
            <Chip key={day} value={String(day)} size="sm" radius="sm">
              {weekday(day)}
            </Chip>
          ))}
        </div>
      </Chip.Group>
      <div className={css.fields}>
        <TextInput
          label={t("settings.opens")}
          type="time"
          value={hours.from}
          error={issue("from")}
          onChange={(event) => put({ from: event.currentTarget.value })}
        />
        <TextInput
          label={t("settings.closes")}
          type="time"
          value={hours.to}
          error={issue("to")}
          onChange={(event) => put({ to: event.currentTarget.value })}
        />
      </div>
    </Form>
  );
}

const limits = [
  ["recommend", 0, 10],
  ["satisfaction", 1, 5],
  ["ease", 1, 7],
  ["dueHours", 1, 400],
  ["maxAgeDays", 1, 365],
] as const;

/** Which answers open a case, and how soon somebody must have been in touch. */
export function CaseRules({ of }: { of: Workspace }) {
  const { t } = useTranslation();
  const change = useChange<Partial<Workspace>>({ caseRules: of.caseRules });
  const { words, setWords, issue } = change;
  const rules = words.caseRules ?? of.caseRules;
  return (
    <Form title={t("settings.rules")} note={t("settings.rulesWhy")} change={change}>
      <div className={css.fields}>
        {limits.map(([name, min, max]) => (
          <NumberInput
            key={name}
            label={t(`settings.rule.${name}`, { high: max })}
            min={min}
            max={max}
            allowDecimal={false}
            value={rules[name]}
            error={issue(name)}
            onChange={(value) => setWords({ caseRules: { ...rules, [name]: Number(value) } })}
          />
        ))}
      </div>
    </Form>
  );
}
