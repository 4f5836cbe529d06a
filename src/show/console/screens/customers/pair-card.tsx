import { Button, Kbd } from "@mantine/core";
import { IconArrowsJoin, IconArrowsSplit } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Pair } from "../../data/identity.ts";
import { useFormat } from "../../frame/format.ts";
import { useCalled } from "../../parts/called.ts";
import { Face } from "../../parts/face.tsx";
import css from "./duplicates.module.css";

type Side = Pair["left"];
type Props = { of: Pair; name: string; isHere: boolean; busy: boolean; onEnter: () => void; onSay: (says: "same" | "different") => void };

const mostRows = 14;
const strengthOf = (probability: number) => (probability >= 0.95 ? "strong" : probability >= 0.8 ? "likely" : "possible");

/** Two customers side by side, with what speaks for and against their being one. */
export function PairCard({ of, name, isHere, busy, onEnter, onSay }: Props) {
  const { t } = useTranslation();
  const callOf = useCalled();
  const { number, tenth } = useFormat();
  const rows = rowsOf(of.left, of.right);
  const reasons = of.reasons.toSorted((a, b) => b.bits - a.bits);
  return (
    <article className={css.card} data-row={name} data-here={isHere || undefined} onMouseEnter={onEnter} onFocus={onEnter}>
      <header className={css.cardHead}>
        <b>{t(`duplicates.strength.${strengthOf(of.probability)}`)}</b>
        <span>{t("duplicates.probability", { percent: number(Math.floor(of.probability * 100)) })}</span>
      </header>
      <table className={css.sides}>
        <thead>
          <tr>
            <th scope="col">
              <span className={css.hidden}>{t("duplicates.field")}</span>
            </th>
            {[of.left, of.right].map((side) => (
              <th key={side.id} scope="col">
                <Link to={`/customers/${side.id}`} className={css.person}>
                  <Face name={side.name} />
                  <span>{callOf(side.id, side.name)}</span>
                </Link>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, mostRows).map(({ field, kind, left, right }) => (
            <tr key={field} data-same={(left !== "" && left === right) || undefined}>
              <th scope="row">{kind ? t(`identity.${field}`, { defaultValue: field }) : field}</th>
              {[left, right].map((value, side) => (
                <td key={side}>{value || <span className={css.missing}>{t("duplicates.missing")}</span>}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <ul className={css.reasons} aria-label={t("duplicates.why")}>
        {reasons.map(({ field, agreement, bits }) => (
          <li key={field} data-for={bits > 0 || undefined}>
            {t(`duplicates.agreement.${agreement}`, { field: t(`duplicates.fields.${field}`) })}
            <small>{bits > 0 ? `+${tenth(bits)}` : tenth(bits)}</small>
          </li>
        ))}
      </ul>
      <footer className={css.acts}>
        <Button
          size="xs"
          leftSection={<IconArrowsJoin size={15} />}
          rightSection={isHere && <Kbd>{"y"}</Kbd>}
          disabled={busy}
          onClick={() => onSay("same")}
        >
          {t("duplicates.same")}
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconArrowsSplit size={15} />}
          rightSection={isHere && <Kbd>{"n"}</Kbd>}
          disabled={busy}
          onClick={() => onSay("different")}
        >
          {t("duplicates.different")}
        </Button>
      </footer>
    </article>
  );
}

type Line = { field: string; kind: boolean; left: string; right: string };

/** Keys by kind, then traits by name; what both have comes first, what only one has last. */
function rowsOf(left: Side, right: Side): Line[] {
  const text = (value: unknown) =>
    value === undefined || value === null ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
  const [ofLeft, ofRight] = [spread(left.traits), spread(right.traits)];
  const keys = (side: Side, kind: string) =>
    side.keys.flatMap((key) => (key.kind === kind ? [key.value] : [])).join(", ") || text(side.traits[kind]);
  const kinds = [...new Set([...left.keys, ...right.keys].map(({ kind }) => kind))].filter((kind) => kind !== "anonymous");
  const traits = [...new Set([...Object.keys(ofLeft), ...Object.keys(ofRight)])].filter((name) => !kinds.includes(name));
  const both = ({ left: one, right: other }: Line) => Number(one === "" || other === "");
  return [
    ...kinds.map((kind) => ({ field: kind, kind: true, left: keys(left, kind), right: keys(right, kind) })),
    ...traits
      .map((name) => ({ field: name, kind: false, left: text(ofLeft[name]), right: text(ofRight[name]) }))
      .sort((a, b) => both(a) - both(b) || a.field.localeCompare(b.field)),
  ];
}

/** Traits with the parts of an address beside the others, as some senders write them. */
function spread(traits: Side["traits"]): Side["traits"] {
  const { address, ...others } = traits;
  return typeof address === "object" && address !== null && !Array.isArray(address) ? { ...address, ...others } : traits;
}
