import { IconCoin, IconFingerprint, IconMessage2 } from "@tabler/icons-react";
import { type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { TimelineItem } from "../data/customers.ts";
import { locationFinder } from "../../../model/location.ts";
import { useLocations } from "../data/locations.ts";
import { useFormat } from "../frame/format.ts";
import { aboutOf, someOf } from "./about.ts";
import { ChannelMark } from "./channel-mark.tsx";
import { Score } from "./score.tsx";
import { groupByDay } from "./days.ts";
import { MomentDetails } from "./moment-details.tsx";
import css from "./timeline.module.css";

/** Facts and feelings on one line, newest first. Runs of the same thing are folded and can be opened. */
export function Timeline({ items, here }: { items: TimelineItem[]; here?: string }) {
  const { dayOf, longDay } = useFormat();
  const days = groupByDay(items, dayOf);
  return (
    <div className={css.timeline}>
      {days.map(([day, facts]) => (
        <section key={day}>
          <h3>{longDay(facts[0].timestamp)}</h3>
          <ol>
            {foldItems(facts).map((run) => (
              <Run key={run[0]?.id} run={run} {...(here ? { here } : {})} />
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

function Run({ run, here }: { run: TimelineItem[]; here?: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const first = run[0];
  if (!first) return null;
  if (run.length === 1 || open) return run.map((item) => <Opening key={item.id} item={item} here={item.id === here} />);
  return (
    <Moment item={first} about={someOf(run.map(aboutIn))} here={false} what={<Name of={first} />}>
      <button type="button" className={css.fold} onClick={() => setOpen(true)}>
        {t("timeline.run", { count: run.length })}
      </button>
    </Moment>
  );
}

/** One thing, whose name opens everything that is known of it. */
function Opening({ item, here }: { item: TimelineItem; here: boolean }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const name = (
    <button type="button" className={css.name} aria-expanded={open} aria-controls={open ? id : undefined} onClick={() => setOpen(!open)}>
      <Name of={item} />
    </button>
  );
  return <Moment item={item} about={aboutIn(item)} here={here} what={name} details={open && <MomentDetails item={item} id={id} />} />;
}

type MomentProps = { item: TimelineItem; about: string; here: boolean; what: ReactNode; details?: ReactNode; children?: ReactNode };

function Moment({ item, about, here, what, details, children }: MomentProps) {
  const { money, clockShort, exact } = useFormat();
  return (
    <li className={css.moment} data-fact={item.fact} data-here={here || undefined} data-at={item.timestamp}>
      <span className={css.sign}>
        {item.fact === "feedback" ? <Score question={item.question ?? ""} score={item.score} small /> : <Sign item={item} />}
      </span>
      <div>
        <p className={css.what}>
          {what}
          {children}
          {item.revenueMinor !== undefined && item.revenueMinor !== null && <b>{money(item.revenueMinor, item.currency)}</b>}
        </p>
        {about && <p className={css.about}>{about}</p>}
        <Where item={item} />
        {item.comment && <blockquote>{item.comment}</blockquote>}
        {details}
      </div>
      <time dateTime={item.timestamp} title={exact(item.timestamp)}>
        {clockShort(item.timestamp)}
      </time>
    </li>
  );
}

function Name({ of }: { of: TimelineItem }) {
  const { t } = useTranslation();
  if (of.fact === "feedback")
    return t("timeline.answered", { where: of.touchpoint || t(`asked.${of.question ?? ""}`, { defaultValue: of.name }) });
  return of.fact === "identification" ? t(of.kind === "consent" ? "timeline.consent" : "timeline.identified") : nameOf(of);
}

/** Where in the world it happened, who served, in which shift, and what the sender's clock said when it was wrong. */
function Where({ item: { location, staff, shift, senderTime } }: { item: TimelineItem }) {
  const { t } = useTranslation();
  const { momentYear } = useFormat();
  const locations = useLocations().data?.locations ?? [];
  const place = location && (locationFinder(locations)(location)?.name ?? location);
  const said = [
    place,
    staff && t("timeline.staff", { staff }),
    shift && t("timeline.shift", { shift }),
    senderTime && t("timeline.senderTime", { at: momentYear(senderTime) }),
  ].filter(Boolean);
  return said.length > 0 ? <small className={css.where}>{said.join(" · ")}</small> : null;
}

function Sign({ item }: { item: TimelineItem }) {
  if (item.fact === "identification") return <IconFingerprint size={15} stroke={1.6} aria-hidden />;
  if (item.revenueMinor) return <IconCoin size={15} stroke={1.6} aria-hidden />;
  return item.channel ? <ChannelMark channel={item.channel} /> : <IconMessage2 size={15} stroke={1.6} aria-hidden />;
}

const nameOf = ({ touchpoint, kind, name }: TimelineItem) => (touchpoint && kind !== "page" ? touchpoint : name || touchpoint);

/** What an interaction was about; empty when that is its name, as a page's title often is. */
function aboutIn(item: TimelineItem): string {
  const said = item.fact === "interaction" ? aboutOf(item.properties ?? {}) : "";
  return said === nameOf(item) ? "" : said;
}

/** Neighbours of the same kind, touchpoint and channel become one run; answers and identities always stand alone. */
export function foldItems(items: TimelineItem[]): TimelineItem[][] {
  const runs: TimelineItem[][] = [];
  for (const item of items) {
    const last = runs.at(-1);
    const before = last?.at(-1);
    const same =
      before?.fact === "interaction" &&
      item.fact === "interaction" &&
      before.kind === item.kind &&
      before.touchpoint === item.touchpoint &&
      before.channel === item.channel &&
      !item.revenueMinor;
    if (last && same) last.push(item);
    else runs.push([item]);
  }
  return runs;
}
