import { Button, NumberInput, Select, TextInput } from "@mantine/core";
import { useNavigate, useParams } from "@tanstack/react-router";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { channels, stages } from "../../../../model/channel.ts";
import { useCauses } from "../../data/cases.ts";
import { useSegments, useTouchpoints } from "../../data/customers.ts";
import { useDoor, useTeam } from "../../data/door.ts";
import { type InitiativeStory, useInitiative, useInitiativeChange, useNewInitiative } from "../../data/initiatives.ts";
import { metricIds } from "../../data/metrics.ts";
import { Refusal } from "../../data/request.ts";
import { useFormat } from "../../frame/format.ts";
import { Broken } from "../../parts/answer.tsx";
import { useDraft } from "../../parts/draft.ts";
import { Page, Panel } from "../../parts/page.tsx";
import { groupsOf } from "../cases/tell-dialog.tsx";
import { type Draft, draftOf, empty, narrowing, wordsOf } from "./initiative-draft.ts";
import { Thing } from "../../parts/thing.tsx";
import css from "./initiatives.module.css";

/** Names a cause that is being removed, and says beforehand how it will be judged; or corrects what is on record of one. */
export default function InitiativePaper() {
  const { id } = useParams({ strict: false }) as { id?: string };
  const story = useInitiative(id ?? null);
  if (!id) return <InitiativeForm of={null} />;
  return <Thing of={story}>{(found) => <InitiativeForm key={id} of={found} />}</Thing>;
}

function InitiativeForm({ of }: { of: InitiativeStory | null }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { currency, today } = useFormat();
  const me = useDoor().data?.user?.id ?? "";
  const unsaid = of ? draftOf(of) : { ...empty, ...narrowing, ownerId: me, startedAt: today() };
  const [draft, setDraft, dropDraft] = useDraft<Draft>(of ? `initiative.${of.id}` : "initiative", unsaid);
  const fresh = useNewInitiative();
  const change = useInitiativeChange(of?.id ?? "");
  const make = of ? change : fresh;
  const leave = (id: string) => {
    dropDraft();
    void navigate({ to: `/initiatives/${id}` });
  };
  const causes = useCauses().data?.tree ?? [];
  const members = useTeam().data?.members ?? [];
  const segments = useSegments().data?.segments ?? [];
  const touchpoints = [...new Set(useTouchpoints().data?.touchpoints.map(({ touchpoint }) => touchpoint))];
  const issue = (path: string) =>
    make.error instanceof Refusal ? make.error.issues.find((found) => found.path.endsWith(path))?.message : undefined;
  const pick = (name: keyof Draft) => ({
    value: String(draft[name]) || null,
    onChange: (value: string | null) => setDraft({ ...draft, [name]: value ?? "" }),
  });
  const type = (name: keyof Draft) => ({
    value: String(draft[name]),
    onChange: (event: { currentTarget: { value: string } }) => setDraft({ ...draft, [name]: event.currentTarget.value }),
  });
  const count = (name: keyof Draft) => ({
    value: draft[name],
    onChange: (value: string | number) => setDraft({ ...draft, [name]: value }),
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    const words = wordsOf(draft, of?.currency ?? currency);
    if (of) change.mutate(words, { onSuccess: () => leave(of.id) });
    else fresh.mutate(words, { onSuccess: ({ id }) => leave(id) });
  };
  return (
    <Page title={of ? t("initiative.editTitle", { title: of.title }) : t("commands.initiative")} question={t("initiative.formWhy")}>
      <form className={css.form} onSubmit={send}>
        <Panel title={t("initiative.form.what")}>
          <div className={css.fields}>
            <TextInput
              className={css.whole}
              label={t("initiative.form.title")}
              placeholder={t("initiative.form.titleExample")}
              required
              withAsterisk={false}
              autoFocus
              error={issue("title")}
              {...type("title")}
            />
            <Select label={t("case.cause")} clearable searchable data={groupsOf(causes)} {...pick("cause")} />
            <Select
              label={t("case.owner")}
              clearable
              data={members.map(({ id, name }) => ({ value: id, label: name }))}
              {...pick("ownerId")}
            />
          </div>
        </Panel>
        <Panel title={t("initiative.form.judge")} note={t("initiative.form.judgeWhy")}>
          <div className={css.fields}>
            <Select
              label={t("initiative.form.metric")}
              allowDeselect={false}
              data={metricIds.map((value) => ({ value, label: t(`metric.${value}`) }))}
              {...pick("metric")}
            />
            <TextInput
              label={t("initiative.form.start")}
              type="date"
              required
              withAsterisk={false}
              error={issue("startedAt")}
              {...type("startedAt")}
            />
            <Select
              label={t("bar.channel")}
              clearable
              placeholder={t("bar.channels")}
              data={channels.map((value) => ({ value, label: t(`channel.${value}`) }))}
              {...pick("channel")}
            />
            <Select
              label={t("by.touchpoint")}
              clearable
              searchable
              placeholder={t("initiative.form.any")}
              data={touchpoints}
              {...pick("touchpoint")}
            />
            <Select
              label={t("by.stage")}
              clearable
              placeholder={t("initiative.form.any")}
              data={stages.map((value) => ({ value, label: t(`stage.${value}`) }))}
              {...pick("stage")}
            />
            <Select
              label={t("bar.segment")}
              clearable
              placeholder={t("bar.everyone")}
              data={segments.map(({ id, name }) => ({ value: id, label: name }))}
              {...pick("segment")}
            />
            <TextInput label={t("initiative.form.trait")} placeholder={t("initiative.form.traitExample")} {...type("trait")} />
            <TextInput
              label={t("initiative.form.traitValue")}
              placeholder={t("initiative.form.traitValueExample")}
              {...type("traitValue")}
            />
            <NumberInput
              label={t("initiative.form.window")}
              min={1}
              max={730}
              allowDecimal={false}
              error={issue("windowDays")}
              {...count("windowDays")}
            />
          </div>
        </Panel>
        <Panel title={t("initiative.form.money")} note={t("initiative.form.moneyWhy")}>
          <div className={css.fields}>
            <NumberInput
              label={t("initiative.form.cost", { currency })}
              min={0}
              decimalScale={2}
              thousandSeparator
              error={issue("costMinor")}
              {...count("cost")}
            />
            <NumberInput
              label={t("initiative.form.perPoint", { currency })}
              min={0}
              decimalScale={2}
              thousandSeparator
              error={issue("valuePerPointMinor")}
              {...count("perPoint")}
            />
          </div>
        </Panel>
        {make.error && <Broken problem={make.error} />}
        <div className={css.foot}>
          {of && (
            <Button variant="default" onClick={() => leave(of.id)}>
              {t("cancel")}
            </Button>
          )}
          <Button type="submit" loading={make.isPending}>
            {of ? t("settings.save") : t("initiative.form.make")}
          </Button>
        </div>
      </form>
    </Page>
  );
}
