import { Drawer } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFeedback } from "../data/feedback.ts";
import { useJourneyRows } from "../data/journeys.ts";
import type { Params } from "../data/request.ts";
import { Answer, Lines, Nothing } from "../parts/answer.tsx";
import { CustomerLink } from "../parts/customer-link.tsx";
import { Download } from "../parts/download.tsx";
import { Face } from "../parts/face.tsx";
import { More } from "../parts/more.tsx";
import { Quote } from "../parts/quote.tsx";
import { When } from "../parts/when.tsx";
import { useBar } from "./bar.ts";
import { useSayFilter } from "./filter-words.ts";
import { useFormat } from "./format.ts";
import css from "./rows-drawer.module.css";
import { type RowsWanted, useRows } from "./rows.ts";

/** The rows behind any figure: exact count, filters as words, export. It lies over the screen and never replaces it. */
export function RowsDrawer() {
  const { wanted, close } = useRows();
  return (
    <Drawer
      opened={wanted !== null}
      onClose={close}
      position="right"
      size={520}
      title={wanted?.title}
      classNames={{ body: css.body ?? "" }}
    >
      {wanted && <Rows wanted={wanted} />}
    </Drawer>
  );
}

function Rows({ wanted }: { wanted: RowsWanted }) {
  const { span } = useFormat();
  const sayFilter = useSayFilter();
  const { of, title: _, ...narrow } = wanted;
  const { from, to, ...filters } = useBar();
  const params: Params = { from, to, ...filters, ...narrow };
  const days = { from: String(params.from), to: String(params.to) };
  const words = Object.entries({ ...filters, ...narrow }).filter(
    ([name, value]) => value && !["metric", "from", "to", "variant"].includes(name),
  );
  return (
    <>
      <div className={css.words}>
        <span>{span(days.from, days.to)}</span>
        {words.map(([name, value]) => (
          <span key={name}>{sayFilter(name, String(value))}</span>
        ))}
      </div>
      {of === "feedback" ? <FeedbackRows params={params} /> : <JourneyList params={params} />}
    </>
  );
}

function FeedbackRows({ params }: { params: Params }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const list = useFeedback(params);
  return (
    <Answer
      of={list}
      shape={<Lines height={72} />}
      isEmpty={({ items }) => items.length === 0}
      whenEmpty={<Nothing title={t("rows.none")} />}
    >
      {({ items, total }) => (
        <>
          <div className={css.head}>
            <b>{t("rows.answers", { count: total, n: number(total) })}</b>
            <Download of="/feedback.csv" params={params}>
              {t("rows.export")}
            </Download>
          </div>
          <ul className={css.list}>
            {items.map((item) => (
              <li key={item.id}>
                <Quote of={item} link />
              </li>
            ))}
          </ul>
          <More shown={items.length} total={total} more={list.more} reading={list.reading} />
        </>
      )}
    </Answer>
  );
}

function JourneyList({ params }: { params: Params }) {
  const { t } = useTranslation();
  const { number, duration } = useFormat();
  const list = useJourneyRows(params);
  return (
    <Answer of={list} shape={<Lines />} isEmpty={({ items }) => items.length === 0} whenEmpty={<Nothing title={t("rows.none")} />}>
      {({ items, total }) => (
        <>
          <div className={css.head}>
            <b>{t("rows.journeys", { count: total, n: number(total) })}</b>
            <Download of="/journeys/rows.csv" params={params}>
              {t("rows.export")}
            </Download>
          </div>
          <ul className={css.list}>
            {items.map((row, index) => (
              <li key={`${row.customerId}-${index}`} className={css.person}>
                <Face name={row.customerName} />
                <CustomerLink id={row.customerId} name={row.customerName} />
                <span>{(row.from ?? row.to) && <When at={(row.from ?? row.to) as string} plain />}</span>
                <span>{row.waitMs !== undefined && row.waitMs !== null && duration(row.waitMs)}</span>
              </li>
            ))}
          </ul>
          <More shown={items.length} total={total} more={list.more} reading={list.reading} />
        </>
      )}
    </Answer>
  );
}
