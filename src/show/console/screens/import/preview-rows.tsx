import { IconCheck, IconMinus, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { PreviewRow } from "../../data/imports.ts";
import { useFormat } from "../../frame/format.ts";
import { Broken, Lines } from "../../parts/answer.tsx";
import { Words } from "../../parts/words.tsx";
import css from "./import.module.css";

/** The first rows as they would be stored, or why they would be left out or set aside. */
export function PreviewRows({ rows, problem }: { rows: PreviewRow[] | null; problem: Error | null }) {
  if (problem) return <Broken problem={problem} />;
  if (!rows) return <Lines count={4} height={32} />;
  return (
    <ol className={css.preview}>
      {rows.map((row) => (
        <li key={row.row} data-ok={row.ok || undefined} data-quiet={row.isLeftOut || undefined}>
          {row.isLeftOut ? (
            <IconMinus size={15} aria-hidden />
          ) : row.ok ? (
            <IconCheck size={15} aria-hidden />
          ) : (
            <IconX size={15} aria-hidden />
          )}
          {row.fact ? <Fact of={row} /> : <span>{row.problem && <Words>{row.problem}</Words>}</span>}
        </li>
      ))}
    </ol>
  );
}

function Fact({ of: { fact, rows, more } }: { of: PreviewRow }) {
  const { t } = useTranslation();
  const { momentYear } = useFormat();
  const said = Object.entries(fact ?? {}).filter(([, value]) => value !== null && value !== "" && value !== undefined);
  const beside = [
    ...(rows > 1 ? [t("import.ofRows", { count: rows })] : []),
    ...(more.length > 0 ? [t("import.more", { what: more.join(", ") })] : []),
  ];
  return (
    <div>
      <dl>
        {said.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{name === "when" ? momentYear(String(value)) : typeof value === "object" ? JSON.stringify(value) : String(value)}</dd>
          </div>
        ))}
      </dl>
      {beside.length > 0 && <p className={css.quiet}>{beside.join(" · ")}</p>}
    </div>
  );
}
