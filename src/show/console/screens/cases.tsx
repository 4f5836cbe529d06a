import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { type CaseItem, useCaseOrder, useCases } from "../data/cases.ts";
import { useAddress } from "../frame/address.ts";
import { useFormat } from "../frame/format.ts";
import { useKeys } from "../frame/keys.tsx";
import { useListKeys } from "../frame/list-keys.ts";
import { Answer, Lines, Nothing } from "../parts/answer.tsx";
import { CaseRule } from "../parts/case-rule.tsx";
import { More } from "../parts/more.tsx";
import { BringFacts } from "../parts/next-step.tsx";
import { Page, Panel } from "../parts/page.tsx";
import { CaseList } from "./cases/case-list.tsx";
import css from "./cases/cases.module.css";

const folders = ["open", "late", "mine", "resolved", "closed", "all"] as const;

/** Who first? Everybody who waits for help, ordered by the clock. */
export default function Cases() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { number } = useFormat();
  const [address, change] = useAddress();
  const folder = folders.find((name) => name === address.state) ?? "open";
  const list = useCases(folder);
  const order = useCaseOrder();
  const open = ({ id }: CaseItem) => void navigate({ to: `/cases/${id}` });
  const here = useListKeys(list.data?.items ?? [], open);
  useKeys([{ keys: "t", label: t("case.act.take"), run: () => here && order.mutate({ id: here, act: "take" }) }]);
  return (
    <Page title={t("nav.cases")} question={t("question.cases")}>
      <div className={css.folders} role="tablist" aria-label={t("case.folders")}>
        {folders.map((name) => {
          const count = list.data?.counts[name];
          return (
            <button
              key={name}
              type="button"
              role="tab"
              aria-selected={name === folder}
              className={css.folder}
              data-late={(name === "late" && (count ?? 0) > 0) || undefined}
              onClick={() => change({ state: name === "open" ? null : name })}
            >
              {t(`case.filter.${name}`)}
              {count !== undefined && <span>{number(count)}</span>}
            </button>
          );
        })}
      </div>
      <Panel flush>
        <Answer
          of={list}
          shape={<Lines count={8} height={64} />}
          isEmpty={({ items }) => items.length === 0}
          whenEmpty={
            <Nothing title={t(`case.empty.${folder}`)} action={<BringFacts />}>
              <CaseRule />
            </Nothing>
          }
        >
          {({ items }) => (
            <>
              <CaseList items={items} here={here} />
              {list.more && <More shown={items.length} more={list.more} reading={list.reading} />}
            </>
          )}
        </Answer>
      </Panel>
    </Page>
  );
}
