import { IconCheck, IconX } from "@tabler/icons-react";
import type { PreviewRow } from "../../data/imports.ts";
import { useFormat } from "../../frame/format.ts";
import { Broken, Lines } from "../../parts/answer.tsx";
import css from "./import.module.css";

/** The first rows as they would be stored, or why they would be set aside. */
export function PreviewRows({ rows, problem }: { rows: PreviewRow[] | null; problem: Error | null }) {
  if (problem) return <Broken problem={problem} />;
  if (!rows) return <Lines count={4} height={32} />;
  return (
    <ol className={css.preview}>
      {rows.map((row) => (
        <li key={row.row} data-ok={row.ok || undefined}>
          {row.ok ? <IconCheck size={15} aria-hidden /> : <IconX size={15} aria-hidden />}
          {row.ok ? <Fact of={row.fact ?? {}} /> : <span>{row.problem}</span>}
        </li>
      ))}
    </ol>
  );
}

function Fact({ of }: { of: Record<string, unknown> }) {
  const { momentYear } = useFormat();
  const said = Object.entries(of).filter(([, value]) => value !== null && value !== "" && value !== undefined);
  return (
    <dl>
      {said.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{name === "when" ? momentYear(String(value)) : typeof value === "object" ? JSON.stringify(value) : String(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
