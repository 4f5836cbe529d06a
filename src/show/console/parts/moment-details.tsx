import { useTranslation } from "react-i18next";
import type { TimelineItem } from "../data/customers.ts";
import { useFormat } from "../frame/format.ts";
import { Copy } from "./copy.tsx";
import { leavesOf } from "./leaves.ts";
import css from "./moment-details.module.css";

const mostLines = 60;

/** Everything that is known of one thing on a timeline: when exactly, what it was called, and every value that came with it. */
export function MomentDetails({ item, id }: { item: TimelineItem; id: string }) {
  const { t } = useTranslation();
  const { exact, number } = useFormat();
  const own: [string, string][] = [
    ["when", exact(item.timestamp)],
    ["name", item.fact === "interaction" ? item.name : ""],
    ["channel", item.channel && t(`channel.${item.channel}`, { defaultValue: item.channel })],
    ["stage", item.stage && t(`stage.${item.stage}`, { defaultValue: item.stage })],
  ];
  const leaves = leavesOf(item.properties ?? {});
  const more = leaves.length - mostLines;
  return (
    <div className={css.details} id={id}>
      <dl>
        {own
          .filter(([, value]) => value !== "")
          .map(([what, value]) => (
            <Line key={what} name={t(`timeline.details.${what}`)} value={value} />
          ))}
      </dl>
      {leaves.length > 0 && (
        <dl className={css.sent}>
          {leaves.slice(0, mostLines).map(({ path, value }) => (
            <Line key={path} name={path} value={value} />
          ))}
        </dl>
      )}
      <div className={css.foot}>
        <span>{more > 0 && t("timeline.details.more", { count: more, n: number(more) })}</span>
        <Copy text={JSON.stringify(item, null, 2)} />
      </div>
    </div>
  );
}

function Line({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
