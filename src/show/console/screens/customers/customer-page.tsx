import { Button, SegmentedControl } from "@mantine/core";
import { IconArrowRight } from "@tabler/icons-react";
import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { type Customer, useCustomer, useTimeline } from "../../data/customers.ts";
import { useAddress } from "../../frame/address.ts";
import { useFormat } from "../../frame/format.ts";
import { useCalled } from "../../parts/called.ts";
import { Answer, Lines, Nothing } from "../../parts/answer.tsx";
import { Face } from "../../parts/face.tsx";
import { More } from "../../parts/more.tsx";
import { Page, Panel } from "../../parts/page.tsx";
import { Score } from "../../parts/score.tsx";
import { Timeline } from "../../parts/timeline.tsx";
import { When } from "../../parts/when.tsx";
import { Consents } from "./customer-consents.tsx";
import { Thing } from "../../parts/thing.tsx";
import css from "./customers.module.css";
import { IdentityPanel } from "./identity-panel.tsx";
import { TraitPanel } from "./trait-panel.tsx";

const kinds = ["all", "feedback", "interaction", "identification"] as const;

/** One customer: who they are and how we know, what they are worth, and everything that happened on one line. */
export default function CustomerPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const callOf = useCalled();
  const customer = useCustomer(id);
  return (
    <Thing of={customer}>
      {(found) => (
        <Page title={callOf(found.id, found.called)}>
          <div className={css.person}>
            <div className={css.about}>
              <Who of={found} />
              <Worth of={found} />
              <Answers of={found} />
            </div>
            <TimelinePanel id={id} />
            <div className={css.about}>
              <Consents id={found.id} />
              <IdentityPanel id={found.id} />
              <TraitPanel of={found} />
            </div>
          </div>
        </Page>
      )}
    </Thing>
  );
}

function Who({ of }: { of: Customer }) {
  const { t } = useTranslation();
  const callOf = useCalled();
  return (
    <Panel>
      <div className={css.head}>
        <Face name={of.called} size={44} />
        <div>
          <h2 title={of.called ?? undefined}>{callOf(of.id, of.called)}</h2>
          {of.email && of.email !== of.called && <Address of={of.email} />}
          {of.phone && of.phone !== of.called && <p>{of.phone}</p>}
        </div>
      </div>
      <dl className={css.facts}>
        {of.firstSeen && (
          <div>
            <dt>{t("customer.firstSeen")}</dt>
            <dd>
              <When at={of.firstSeen} />
            </dd>
          </div>
        )}
        {of.lastSeen && (
          <div>
            <dt>{t("customer.lastSeen")}</dt>
            <dd>
              <When at={of.lastSeen} />
            </dd>
          </div>
        )}
      </dl>
      {of.openCase && (
        <Button
          component={Link}
          to={`/cases/${of.openCase.id}`}
          variant="light"
          fullWidth
          mt={12}
          rightSection={<IconArrowRight size={15} />}
        >
          {t("customer.openCase")}
        </Button>
      )}
    </Panel>
  );
}

function Worth({ of: { orders } }: { of: Customer }) {
  const { t } = useTranslation();
  const { number, money } = useFormat();
  return (
    <Panel title={t("customer.worth")}>
      <div className={css.pair}>
        <p>
          <b>{number(orders.count)}</b>
          <small>{t("customer.orders", { count: orders.count })}</small>
        </p>
        <p>
          <b>{orders.revenueMinor === null ? t("customer.noMoney") : money(orders.revenueMinor, orders.currency)}</b>
          <small>{t("customer.value")}</small>
        </p>
      </div>
    </Panel>
  );
}

function Answers({ of: { answers } }: { of: Customer }) {
  const { t } = useTranslation();
  const jump = (at: string) => document.querySelector(`[data-at="${CSS.escape(at)}"]`)?.scrollIntoView({ block: "center" });
  return (
    <Panel title={t("customer.scores")}>
      {answers.length === 0 ? (
        <p className={css.hint}>{t("customer.noScores")}</p>
      ) : (
        <ul className={css.scores}>
          {answers
            .toSorted((a, b) => b.timestamp.localeCompare(a.timestamp))
            .map(({ question, score, timestamp }) => (
              <li key={timestamp + question}>
                <button type="button" onClick={() => jump(timestamp)}>
                  <Score question={question} score={score} small />
                  <span>{t(`asked.${question}`, { defaultValue: question })}</span>
                  <small>
                    <When at={timestamp} />
                  </small>
                </button>
              </li>
            ))}
        </ul>
      )}
    </Panel>
  );
}

function TimelinePanel({ id }: { id: string }) {
  const { t } = useTranslation();
  const [address, change] = useAddress();
  const kind = kinds.find((found) => found === address.kind) ?? "all";
  const timeline = useTimeline(id, kind === "all" ? null : kind);
  return (
    <section className={css.timeline}>
      <SegmentedControl
        aria-label={t("customer.kind")}
        value={kind}
        onChange={(value) => change({ kind: value === "all" ? null : value })}
        data={kinds.map((value) => ({ value, label: t(`customer.kinds.${value}`) }))}
      />
      <Answer
        of={timeline}
        shape={<Lines count={12} height={28} />}
        isEmpty={({ items }) => items.length === 0}
        whenEmpty={<Nothing title={t("customer.nothing")} />}
      >
        {({ items }) => (
          <>
            <Timeline items={items} />
            {timeline.more && <More shown={items.length} more={timeline.more} reading={timeline.reading} />}
          </>
        )}
      </Answer>
    </section>
  );
}

/** An e-mail address, which breaks before its @ where it has to. */
function Address({ of }: { of: string }) {
  const at = of.lastIndexOf("@");
  return (
    <p>
      {of.slice(0, at)}
      <wbr />
      {of.slice(at)}
    </p>
  );
}
