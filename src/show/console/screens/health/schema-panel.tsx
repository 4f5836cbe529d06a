import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Schema, type SchemaName, useSchema } from "../../data/source-health.ts";
import { useFormat } from "../../frame/format.ts";
import { Answer, Lines } from "../../parts/answer.tsx";
import { Panel } from "../../parts/page.tsx";
import { Table } from "../../parts/table.tsx";
import { When } from "../../parts/when.tsx";
import css from "./health.module.css";

const most = 50;
const recentMs = 30 * 86_400_000;

/** Which names a source uses, with the types of their values: what drifts first, then all of them. */
export function SchemaPanel({ source }: { source: string }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const found = useSchema(source);
  return (
    <Panel title={t("schema.title")} note={t("schema.why")}>
      <Answer
        of={found}
        shape={<Lines count={4} height={36} />}
        isEmpty={({ names }) => names.length === 0}
        whenEmpty={<p className={css.none}>{t("schema.none")}</p>}
      >
        {(schema) => (
          <div className={css.schema}>
            <Drifts of={schema} />
            <Names of={schema} />
            <p className={css.meta}>
              {t("schema.cap", {
                events: number(schema.inWorkspace.events),
                properties: number(schema.inWorkspace.properties),
                most: number(schema.inWorkspace.most),
              })}
            </p>
          </div>
        )}
      </Answer>
    </Panel>
  );
}

/** Names that drifted in the last month, the latest first. */
function Drifts({ of: { names } }: { of: Schema }) {
  const { t } = useTranslation();
  const { since } = useFormat();
  const drifted = names
    .filter(({ drift, driftedAt }) => drift && driftedAt && since(driftedAt) < recentMs)
    .sort((a, b) => Date.parse(b.driftedAt!) - Date.parse(a.driftedAt!));
  if (drifted.length === 0) return <p className={css.steady}>{t("schema.steady")}</p>;
  return (
    <ul className={css.drifts} aria-label={t("schema.drifts")}>
      {drifted.slice(0, most).map((name) => (
        <li key={`${name.kind} ${name.name}`} data-drift={name.drift}>
          <em>{t(`schema.drift.${name.drift}`)}</em>
          <span>
            <b>{name.name}</b> <DriftWords of={name} />
          </span>
          <When at={name.driftedAt!} />
        </li>
      ))}
    </ul>
  );
}

function DriftWords({ of: { kind, drift, types, event, n } }: { of: SchemaName }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const [newest, ...older] = types.map(({ type }) => (kind === "event" ? type : t(`schema.type.${type}`, { defaultValue: type })));
  const was = older.join(", ");
  return (
    <small>
      {drift === "changed" || drift === "mixed"
        ? t(`schema.says.${drift}`, { was, is: newest })
        : t(`schema.says.${kind}`, { n: number(n), count: n, is: newest })}
      {event && ` · ${event}`}
    </small>
  );
}

function Names({ of: { names } }: { of: Schema }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const [wanted, setWanted] = useState("");
  const kinds = ["event", "property", "trait"];
  const shown = names
    .filter(({ name }) => name.toLowerCase().includes(wanted.trim().toLowerCase()))
    .sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || b.n - a.n);
  return (
    <div className={css.names}>
      <TextInput
        size="xs"
        w={240}
        aria-label={t("schema.find")}
        placeholder={t("schema.find")}
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
      />
      <Table
        label={t("schema.title")}
        compact
        rows={shown.slice(0, most)}
        keyOf={({ kind, name }) => `${kind} ${name}`}
        columns={[
          { key: "name", head: t("schema.name"), cell: ({ name }) => <span className={css.word}>{name}</span> },
          { key: "kind", head: t("schema.kindHead"), wide: true, cell: ({ kind }) => t(`schema.kind.${kind}`) },
          {
            key: "types",
            head: t("schema.types"),
            cell: ({ kind, types }) =>
              kind === "event" ? "" : types.map(({ type }) => t(`schema.type.${type}`, { defaultValue: type })).join(", "),
          },
          { key: "n", head: t("schema.times"), num: true, cell: ({ n }) => number(n) },
          { key: "first", head: t("schema.first"), num: true, wide: true, cell: ({ firstAt }) => <When at={firstAt} /> },
          { key: "last", head: t("schema.last"), num: true, cell: ({ lastAt }) => <When at={lastAt} /> },
        ]}
      />
      {shown.length > most && (
        <p className={css.meta}>{t("schema.more", { n: number(shown.length - most), count: shown.length - most })}</p>
      )}
    </div>
  );
}
