import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";
import css from "./page.module.css";

type Props = { title: string; question?: string; bar?: ReactNode; actions?: ReactNode; wide?: boolean; children: ReactNode };

/** A screen: its title and question, the bar in its one place, what can be done, and the body. */
export function Page({ title, question, bar, actions, wide, children }: Props) {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = t("frame.title", { page: title });
  }, [title, t]);
  return (
    <div className={css.page} data-wide={wide || undefined}>
      <header className={css.head}>
        <div className={css.title}>
          <h1>{title}</h1>
          {question && <p>{question}</p>}
        </div>
        {actions && <div className={css.actions}>{actions}</div>}
        {bar}
      </header>
      {children}
    </div>
  );
}

type PanelProps = { title?: ReactNode; note?: ReactNode; aside?: ReactNode; flush?: boolean; children: ReactNode };

/** One answer on a screen, with its name and a note on how to read it. */
export function Panel({ title, note, aside, flush, children }: PanelProps) {
  return (
    <section className={css.panel} data-flush={flush || undefined}>
      {(title || aside) && (
        <div className={css.panelHead}>
          <div>
            {title && <h2>{title}</h2>}
            {note && <p>{note}</p>}
          </div>
          {aside}
        </div>
      )}
      {children}
    </section>
  );
}
