import { Button, Select } from "@mantine/core";
import { IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Arrival, useDebugger, useSources } from "../../data/sources.ts";
import { useAddress } from "../../frame/address.ts";
import { useFormat } from "../../frame/format.ts";
import { useKeys } from "../../frame/keys.tsx";
import { Answer, Lines, Nothing } from "../../parts/answer.tsx";
import { Copy } from "../../parts/copy.tsx";
import { BringFacts } from "../../parts/next-step.tsx";
import { Page, Panel } from "../../parts/page.tsx";
import { indent } from "../../parts/indent.ts";
import { useWarningWords } from "../warnings/warning-words.ts";
import css from "./sources.module.css";

/** What arrives, as it arrives: to see the first event come in, and to see what was mended on its way. */
export default function LivePage() {
  const { t } = useTranslation();
  const [address, change] = useAddress();
  const [live, setLive] = useState(true);
  const sources = useSources().data?.sources ?? [];
  const found = useDebugger(address.source ?? null, live);
  const nameOf = (id: string) => sources.find((source) => source.id === id || source.parts.includes(id))?.name ?? id;
  const chosen = found.data?.events.find(({ seq }) => String(seq) === address.event) ?? null;
  useKeys([{ keys: "p", label: t("live.pause"), run: () => setLive(!live) }]);
  return (
    <Page
      title={t("live.title")}
      question={t("live.why")}
      wide
      actions={
        <>
          <Select
            size="xs"
            w={190}
            clearable
            aria-label={t("live.source")}
            placeholder={t("live.anySource")}
            value={address.source ?? null}
            data={sources.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(source) => change({ source, event: null })}
          />
          <Button
            size="xs"
            variant="default"
            leftSection={live ? <IconPlayerPause size={14} /> : <IconPlayerPlay size={14} />}
            onClick={() => setLive(!live)}
          >
            {t(live ? "live.pause" : "live.go")}
          </Button>
        </>
      }
    >
      <div className={css.live}>
        <Panel flush>
          <Answer
            of={found}
            shape={<Lines count={12} height={36} />}
            isEmpty={({ events }) => events.length === 0}
            whenEmpty={
              <Nothing title={t("live.none")} action={<BringFacts />}>
                {t("live.noneWhy")}
              </Nothing>
            }
          >
            {({ events }) => (
              <ul className={css.events}>
                {events.map((event) => (
                  <EventRow
                    key={event.seq}
                    of={event}
                    source={nameOf(event.sourceId)}
                    here={event.seq === chosen?.seq}
                    onChoose={() => {
                      setLive(false);
                      change({ event: String(event.seq) });
                    }}
                  />
                ))}
              </ul>
            )}
          </Answer>
        </Panel>
        {chosen && <RawEvent of={chosen} />}
      </div>
    </Page>
  );
}

const tellsWho = new Set(["identify", "alias", "group"]);

function EventRow({ of, source, here, onChoose }: { of: Arrival; source: string; here: boolean; onChoose: () => void }) {
  const { t } = useTranslation();
  const { clock } = useFormat();
  const words = useWarningWords();
  return (
    <li>
      <button type="button" className={css.event} data-here={here || undefined} onClick={onChoose}>
        <time dateTime={of.receivedAt}>{clock(of.receivedAt)}</time>
        <span className={css.kind}>{of.kind}</span>
        {of.fact === "feedback" ? (
          <b>{t("timeline.answered", { where: of.name || t(`asked.${of.kind}`) })}</b>
        ) : of.name ? (
          <b>{of.name}</b>
        ) : (
          <span className={css.unnamed}>{t(tellsWho.has(of.kind) ? "timeline.identified" : "live.unnamed")}</span>
        )}
        <code>{of.identities[0]}</code>
        <small>{source}</small>
        <span className={css.flags}>
          {of.flags.map((flag) => (
            <em key={flag} title={words("mended", flag).is}>
              {flag}
            </em>
          ))}
        </span>
      </button>
    </li>
  );
}

function RawEvent({ of }: { of: Arrival }) {
  const { t } = useTranslation();
  const { exact } = useFormat();
  const words = useWarningWords();
  const raw = indent(of.raw);
  return (
    <div className={css.raw}>
      <Panel title={of.name || of.kind} note={exact(of.timestamp)}>
        <dl className={css.facts}>
          <div>
            <dt>{t("live.identities")}</dt>
            <dd>{of.identities.join(", ")}</dd>
          </div>
          {of.flags.length > 0 && (
            <div>
              <dt>{t("live.mended")}</dt>
              <dd>{of.flags.map((flag) => words("mended", flag).is).join(". ")}</dd>
            </div>
          )}
        </dl>
        <div className={css.code}>
          <pre tabIndex={0}>{raw}</pre>
          <Copy text={raw} />
        </div>
      </Panel>
    </div>
  );
}
