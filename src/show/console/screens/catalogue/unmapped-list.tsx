import { Button, Checkbox } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconArrowRight } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Channel } from "../../../../model/channel.ts";
import { type Catalogue, type Mapping, type UnmappedName, useMapping, useUnmapped } from "../../data/catalogue.ts";
import { useFormat } from "../../frame/format.ts";
import { useKeys } from "../../frame/keys.tsx";
import { useListKeys } from "../../frame/list-keys.ts";
import { Answer, Broken, Lines, Nothing } from "../../parts/answer.tsx";
import { ChannelMark } from "../../parts/channel-mark.tsx";
import { Panel } from "../../parts/page.tsx";
import { Table } from "../../parts/table.tsx";
import { When } from "../../parts/when.tsx";
import css from "./catalogue.module.css";
import { type Choice, TouchpointSelect } from "./touchpoint-select.tsx";

/** Names that come in and that no touchpoint knows: lead each to its place with one press, many at once, or leave them out of journeys. */
export function UnmappedList({ of }: { of: Catalogue }) {
  const { t } = useTranslation();
  const { number, share } = useFormat();
  const list = useUnmapped();
  return (
    <Answer
      of={list}
      shape={<Lines count={6} />}
      isEmpty={({ names }) => names.length === 0}
      whenEmpty={<Nothing title={t("catalogue.allKnown")}>{t("catalogue.allKnownWhy")}</Nothing>}
    >
      {({ names, unmapped, total }) => (
        <Panel
          flush
          title={t("catalogue.unmappedTitle", { share: share(unmapped / Math.max(1, total)) })}
          note={t("catalogue.unmappedNote", { part: number(unmapped), whole: number(total) })}
        >
          <Names of={names} catalogue={of} />
        </Panel>
      )}
    </Answer>
  );
}

function Names({ of: names, catalogue }: { of: UnmappedName[]; catalogue: Catalogue }) {
  const { t } = useTranslation();
  const { number, day, dayOf, span } = useFormat();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const mapping = useMapping();
  const rows = names.map((each) => ({ ...each, id: each.name }));
  const there = rows.filter(({ name }) => chosen.has(name));
  const toggle = (name: string) => setChosen(new Set(chosen.has(name) ? [...chosen].filter((each) => each !== name) : [...chosen, name]));
  const send = (order: Mapping) =>
    mapping.mutate(order, {
      onSuccess: () => {
        setChosen(new Set());
        notifications.show({ message: t("catalogue.mapped", { count: order.names.length }) });
      },
    });
  const decide = (list: UnmappedName[], choice: Choice) => {
    const [first] = list;
    if (!first) return;
    const called = list.map(({ name }) => name);
    if (choice === "leave out") send({ names: called, touchpointId: null });
    else if (choice === "new") send({ names: called, touchpoint: { name: first.name, channel: first.channel as Channel } });
    else send({ names: called, touchpointId: choice.touchpointId });
  };
  const accept = (row: UnmappedName) => row.suggestion && decide([row], { touchpointId: row.suggestion.id });
  const here = useListKeys(rows, accept);
  const at = rows.find(({ id }) => id === here);
  useKeys([
    { keys: "x", label: t("catalogue.keySelect"), run: () => at && toggle(at.name) },
    { keys: "n", label: t("catalogue.keyNew"), run: () => decide(there.length > 0 ? there : at ? [at] : [], "new") },
    { keys: "o", label: t("catalogue.keyLeaveOut"), run: () => decide(there.length > 0 ? there : at ? [at] : [], "leave out") },
  ]);
  return (
    <>
      {mapping.error && <Broken problem={mapping.error} />}
      <div className={css.bulk} data-open={there.length > 0 || undefined}>
        <Checkbox
          size="xs"
          label={there.length > 0 ? t("catalogue.selected", { count: there.length }) : t("catalogue.selectAll")}
          checked={there.length === rows.length}
          indeterminate={there.length > 0 && there.length < rows.length}
          onChange={() => setChosen(new Set(there.length === rows.length ? [] : rows.map(({ name }) => name)))}
        />
        {there.length > 0 && (
          <TouchpointSelect of={catalogue} label={t("catalogue.leadSelected")} onChoose={(choice) => decide(there, choice)} />
        )}
      </div>
      <Table
        label={t("catalogue.view.unmapped")}
        rows={rows}
        keyOf={({ id }) => id}
        here={here}
        columns={[
          {
            key: "name",
            head: t("catalogue.event"),
            cell: (row) => (
              <span className={css.event}>
                <Checkbox
                  size="xs"
                  aria-label={t("catalogue.select", { name: row.name })}
                  checked={chosen.has(row.name)}
                  onChange={() => toggle(row.name)}
                />
                <ChannelMark channel={row.channel} />
                <span title={row.example}>
                  <b>{row.name}</b>
                  {row.isTouchpoint && <small className={css.since}>{t("catalogue.asTouchpoint")}</small>}
                  <code>{row.example === "{}" ? "" : row.example}</code>
                </span>
              </span>
            ),
          },
          { key: "facts", head: t("catalogue.facts"), num: true, cell: ({ interactions, answers }) => number(interactions + answers) },
          { key: "customers", head: t("nav.customers"), num: true, wide: true, cell: ({ customers }) => number(customers) },
          {
            key: "seen",
            head: t("catalogue.lastSeen"),
            wide: true,
            cell: ({ firstAt, lastAt }) => (
              <span title={span(dayOf(firstAt), dayOf(lastAt))}>
                <When at={lastAt} /> <small className={css.since}>{t("catalogue.since", { day: day(dayOf(firstAt)) })}</small>
              </span>
            ),
          },
          {
            key: "place",
            head: t("catalogue.leadTo"),
            cell: (row) => (
              <span className={css.lead}>
                <TouchpointSelect
                  of={catalogue}
                  label={t("catalogue.lead", { name: row.name })}
                  width={150}
                  onChoose={(choice) => decide([row], choice)}
                />
                {row.suggestion && (
                  <Button
                    variant="light"
                    size="compact-xs"
                    classNames={{ root: css.suggestion, label: css.suggested }}
                    leftSection={<IconArrowRight size={12} />}
                    loading={mapping.isPending && mapping.variables?.names[0] === row.name}
                    onClick={() => accept(row)}
                  >
                    {row.suggestion.name}
                  </Button>
                )}
              </span>
            ),
          },
        ]}
      />
    </>
  );
}
