import { Button, Skeleton } from "@mantine/core";
import { IconStarFilled } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { type Catalogue, type Coverage, type Touchpoint, useCoverage } from "../../data/catalogue.ts";
import { useBar } from "../../frame/bar.ts";
import { useFormat } from "../../frame/format.ts";
import { useListKeys } from "../../frame/list-keys.ts";
import { useAddress } from "../../frame/address.ts";
import { Nothing } from "../../parts/answer.tsx";
import { ChannelMark } from "../../parts/channel-mark.tsx";
import { Panel } from "../../parts/page.tsx";
import { Table, tableStyle } from "../../parts/table.tsx";
import css from "./catalogue.module.css";

type Props = { of: Catalogue; onOpen: (touchpoint: Touchpoint) => void };
const order = ["awareness", "consideration", "purchase", "service", "loyalty", ""];

/** The touchpoints stage by stage, with how much of each stage is seen. Hollow: designed, and no fact has come from there. */
export function TouchpointList({ of: { touchpoints }, onOpen }: Props) {
  const { t } = useTranslation();
  const coverage = useCoverage(useBar()).data;
  const sorted = order.flatMap((stage) => touchpoints.filter((touchpoint) => touchpoint.stage === stage));
  const here = useListKeys(sorted, onOpen);
  if (touchpoints.length === 0) return <Nothing title={t("catalogue.none")}>{t("catalogue.noneWhy")}</Nothing>;
  return (
    <div className={css.stages}>
      {coverage ? <Whole of={coverage} /> : <Skeleton height={52} width={420} maw="100%" />}
      {order.map((stage) => {
        const own = touchpoints.filter((touchpoint) => touchpoint.stage === stage);
        if (own.length === 0) return null;
        return <Stage key={stage} stage={stage} touchpoints={own} coverage={coverage} onOpen={onOpen} here={here} />;
      })}
    </div>
  );
}

/** Of everything: how much of what happens is at a known place, and how many known places have anything happening. */
function Whole({ of: { total } }: { of: Coverage }) {
  const { t } = useTranslation();
  const { number, share } = useFormat();
  const [, change] = useAddress();
  return (
    <dl className={css.whole}>
      <div>
        <dt>{t("catalogue.knownShare")}</dt>
        <dd>
          <b>{total.interactions > 0 ? share(total.known / total.interactions) : "–"}</b>
          <small>{t("figure.of", { part: number(total.known), whole: number(total.interactions) })}</small>
          {total.known < total.interactions && (
            <Button variant="subtle" size="compact-xs" onClick={() => change({ view: "unmapped" })}>
              {t("catalogue.seeUnmapped")}
            </Button>
          )}
        </dd>
      </div>
      <div>
        <dt>{t("catalogue.seenShare")}</dt>
        <dd>
          <b>{total.designed > 0 ? share(total.seen / total.designed) : "–"}</b>
          <small>{t("figure.of", { part: number(total.seen), whole: number(total.designed) })}</small>
        </dd>
      </div>
    </dl>
  );
}

type StageProps = { stage: string; touchpoints: Touchpoint[]; coverage: Coverage | undefined; here: string | null } & Pick<Props, "onOpen">;

function Stage({ stage, touchpoints, coverage, onOpen, here }: StageProps) {
  const { t } = useTranslation();
  const { number, share } = useFormat();
  const measured = coverage?.stages.find((each) => each.stage === stage);
  const facts = new Map(measured?.touchpoints.map(({ id, interactions, answers }) => [id, { interactions, answers }]));
  // Until the counts are here nobody knows: a zero would say that nothing happens there.
  const counted = (n: number | undefined) => (measured ? number(n ?? 0) : <Skeleton height={12} width={40} ml="auto" />);
  const isSeen = ({ id }: Touchpoint) => {
    const { interactions = 0, answers = 0 } = facts.get(id) ?? {};
    return interactions + answers > 0;
  };
  return (
    <Panel
      flush
      title={stage === "" ? t("catalogue.noStage") : t(`stage.${stage}`)}
      note={
        measured &&
        [
          t("catalogue.seen", { part: number(measured.seen), whole: number(measured.designed) }),
          ...(measured.interactions > 0 ? [t("catalogue.known", { share: share(measured.known / measured.interactions) })] : []),
        ].join(" · ")
      }
    >
      <Table
        label={stage === "" ? t("catalogue.noStage") : t(`stage.${stage}`)}
        compact
        rows={touchpoints}
        keyOf={({ id }) => id}
        onOpen={onOpen}
        here={here}
        columns={[
          {
            key: "name",
            head: t("catalogue.name"),
            cell: (touchpoint) => (
              <button type="button" className={css.name} onClick={() => onOpen(touchpoint)}>
                <i
                  className={css.dot}
                  data-seen={isSeen(touchpoint) || undefined}
                  {...(measured
                    ? { role: "img", "aria-label": t(isSeen(touchpoint) ? "catalogue.isSeen" : "catalogue.isPlanned") }
                    : { "aria-hidden": true })}
                />
                <ChannelMark channel={touchpoint.channel} />
                <span>{touchpoint.name}</span>
                {touchpoint.isMoment && (
                  <IconStarFilled size={12} className={css.moment ?? ""} role="img" aria-label={t("catalogue.isMoment")} />
                )}
              </button>
            ),
          },
          { key: "owner", head: t("catalogue.owner"), wide: true, cell: ({ owner }) => owner || <Quiet>{t("catalogue.noOwner")}</Quiet> },
          {
            key: "kind",
            head: t("catalogue.kind"),
            wide: true,
            cell: ({ isDirect, isControllable }) => (
              <Quiet>
                {[t(isDirect ? "catalogue.direct" : "catalogue.indirect"), ...(isControllable ? [] : [t("catalogue.uncontrolled")])].join(
                  " · ",
                )}
              </Quiet>
            ),
          },
          {
            key: "answers",
            head: t("catalogue.answers"),
            num: true,
            wide: true,
            cell: ({ id }) => counted(facts.get(id)?.answers),
          },
          { key: "interactions", head: t("catalogue.interactions"), num: true, cell: ({ id }) => counted(facts.get(id)?.interactions) },
        ]}
      />
    </Panel>
  );
}

const Quiet = ({ children }: { children: string }) => <span className={tableStyle.quiet}>{children}</span>;
