import { useTranslation } from "react-i18next";
import { type Facet, useFacets } from "../../data/feedback.ts";
import type { Params } from "../../data/request.ts";
import { useAddress } from "../../frame/address.ts";
import { useFormat } from "../../frame/format.ts";
import { Answer, Lines } from "../../parts/answer.tsx";
import css from "./feedback.module.css";

export const facetNames = ["question", "band", "channel", "touchpoint", "language", "score"] as const;
type FacetName = (typeof facetNames)[number];
const most = 8;

/** Ways to narrow the list, with counts that add up to the total above them. */
export function FacetList({ params }: { params: Params }) {
  const facets = useFacets(params);
  return (
    <Answer of={facets} shape={<Lines count={8} height={22} />}>
      {(found) => (
        <div className={css.groups}>
          {facetNames.map((name) => (
            <Group key={name} name={name} rows={found.facets[name] ?? []} />
          ))}
        </div>
      )}
    </Answer>
  );
}

function Group({ name, rows: found }: { name: FacetName; rows: Facet[] }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const [address, change] = useAddress();
  const chosen = address[name];
  // What was chosen stands here even where nothing fits, to be taken away again.
  const rows = chosen && found.every(({ key }) => key !== chosen) ? [{ key: chosen, count: 0 }, ...found] : found;
  const family = { question: "asked", band: "band", channel: "channel", touchpoint: "", language: "language", score: "" }[name];
  const say = (key: string) =>
    family ? t(`${family}.${key}`, { defaultValue: key || t("feedback.unknown") }) : key || t("feedback.unknown");
  const shown = name === "score" ? rows.toSorted((a, b) => Number(b.key) - Number(a.key)) : rows.slice(0, most);
  const rest = rows.slice(shown.length).reduce((sum, { count }) => sum + count, 0);
  const top = Math.max(1, ...rows.map(({ count }) => count));
  if (rows.length === 0) return null;
  return (
    <fieldset className={css.group}>
      <legend>{t(`feedback.facet.${name}`)}</legend>
      {shown.map(({ key, count }) => (
        <button
          key={key}
          type="button"
          className={css.facet}
          aria-pressed={chosen === key}
          disabled={key === ""}
          onClick={() => change({ [name]: chosen === key ? null : key, answer: null })}
        >
          <i style={{ width: `${(100 * count) / top}%` }} />
          <span>{say(key)}</span>
          <small>{number(count)}</small>
        </button>
      ))}
      {rest > 0 && (
        <p className={css.rest}>
          <span>{t("feedback.other")}</span>
          <small>{number(rest)}</small>
        </p>
      )}
    </fieldset>
  );
}
