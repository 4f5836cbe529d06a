import { useTranslation } from "react-i18next";
import { type CaseEvent, type CaseFile, sayCause } from "../../data/cases.ts";
import { useTeam } from "../../data/door.ts";
import { Face } from "../../parts/face.tsx";
import { When } from "../../parts/when.tsx";
import css from "./cases.module.css";

/** What was done so far, by whom and when, oldest first. */
export function CaseHistory({ file }: { file: CaseFile }) {
  return (
    <ol className={css.history}>
      {file.history.map((event) => (
        <Event key={event.id} of={event} file={file} />
      ))}
    </ol>
  );
}

function Event({ of, file }: { of: CaseEvent; file: CaseFile }) {
  const { t } = useTranslation();
  const members = useTeam().data?.members ?? [];
  const word = (name: string) => (typeof of.details[name] === "string" ? (of.details[name] as string) : "");
  const cause = word("cause");
  const to = members.find(({ id }) => id === word("to"))?.name;
  const who = of.who?.name ?? t("case.byRapport");
  return (
    <li>
      <Face name={of.who?.name ?? null} size={24} />
      <div>
        <p>
          <b>{who}</b> {t(`case.did.${of.what}`, { defaultValue: of.what })}
          {to && ` ${t("case.to", { name: to })}`}
          {cause && ` · ${sayCause(file.causes, cause) ?? cause}`}
        </p>
        {word("note") && <blockquote>{word("note")}</blockquote>}
      </div>
      <small>
        <When at={of.at} />
      </small>
    </li>
  );
}
