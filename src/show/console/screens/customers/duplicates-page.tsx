import { Button, Kbd } from "@mantine/core";
import { IconArrowBackUp, IconSearch } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useJob } from "../../data/door.ts";
import { type Pair, useDuplicates, useLook, useUndo, useVerdict } from "../../data/identity.ts";
import { useKeys } from "../../frame/keys.tsx";
import { Answer, Broken, Lines, Nothing } from "../../parts/answer.tsx";
import { JobProgress } from "../../parts/job-progress.tsx";
import { Page, Panel } from "../../parts/page.tsx";
import { When } from "../../parts/when.tsx";
import css from "./duplicates.module.css";
import { PairCard } from "./pair-card.tsx";

const atOnce = 20;
const nameOf = ({ left, right }: Pair): string => `${left.id}-${right.id}`;

/** Customers that may be one, side by side: somebody decides, nothing merges by itself. */
export default function DuplicatesPage() {
  const { t } = useTranslation();
  const found = useDuplicates(atOnce);
  const [verdict, undo] = [useVerdict(), useUndo()];
  const [made, setMade] = useState<string[][]>([]);
  const [at, setAt] = useState(0);
  const pairs = found.data?.pairs ?? [];
  const here = pairs[Math.min(at, pairs.length - 1)];
  const busy = verdict.isPending || undo.isPending;

  const step = (by: number) => {
    const next = Math.min(pairs.length - 1, Math.max(0, at + by));
    setAt(next);
    if (pairs[next]) document.querySelector(`[data-row="${nameOf(pairs[next])}"]`)?.scrollIntoView({ block: "nearest" });
  };
  const decide = ({ left, right }: Pair, says: "same" | "different") => {
    if (busy) return;
    verdict.mutate({ left: left.id, right: right.id, verdict: says }, { onSuccess: ({ decisions }) => setMade([...made, decisions]) });
  };
  const takeBack = () => {
    const last = made.at(-1);
    if (last && !busy) undo.mutate(last, { onSuccess: () => setMade(made.slice(0, -1)) });
  };
  useKeys([
    { keys: "j", label: t("keys.next"), run: () => step(1) },
    { keys: "k", label: t("keys.back"), run: () => step(-1) },
    { keys: "y", label: t("duplicates.same"), run: () => here && decide(here, "same") },
    { keys: "n", label: t("duplicates.different"), run: () => here && decide(here, "different") },
    { keys: "u", label: t("undo"), run: takeBack },
  ]);

  const actions = (
    <>
      {made.length > 0 && (
        <Button
          variant="default"
          size="xs"
          leftSection={<IconArrowBackUp size={15} />}
          rightSection={<Kbd>{"u"}</Kbd>}
          loading={undo.isPending}
          onClick={takeBack}
        >
          {t("undo")}
        </Button>
      )}
      {found.data?.lookedAt && <Look />}
    </>
  );
  return (
    <Page title={t("duplicates.title")} question={t("duplicates.question")} actions={actions}>
      {(verdict.error ?? undo.error) && <Broken problem={verdict.error ?? undo.error} />}
      <Answer
        of={found}
        shape={<Lines count={3} height={220} />}
        isEmpty={(list) => list.pairs.length === 0}
        whenEmpty={
          <Panel>
            <Nothing
              title={t(found.data?.lookedAt ? "duplicates.none" : "duplicates.never")}
              action={!found.data?.lookedAt && <Look isFirst />}
            >
              {t(found.data?.lookedAt ? "duplicates.noneWhy" : "duplicates.neverWhy")}
            </Nothing>
          </Panel>
        }
      >
        {({ total, lookedAt }) => (
          <div className={css.list}>
            <p className={css.count}>
              {t("duplicates.count", { count: total })}
              {lookedAt && (
                <>
                  {" "}
                  · {t("duplicates.looked")} <When at={lookedAt} />
                </>
              )}{" "}
              · {t("duplicates.how")}
            </p>
            {pairs.map((pair, place) => (
              <PairCard
                key={nameOf(pair)}
                name={nameOf(pair)}
                of={pair}
                isHere={pair === here}
                busy={busy}
                onEnter={() => setAt(place)}
                onSay={(says) => decide(pair, says)}
              />
            ))}
          </div>
        )}
      </Answer>
    </Page>
  );
}

/** Begins a look at all customers and shows how far it is. */
function Look({ isFirst = false }: { isFirst?: boolean }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const look = useLook();
  const [job, setJob] = useState<string | null>(null);
  const state = useJob(job).data;
  const isRunning = job !== null && state?.state !== "done" && state?.state !== "failed";
  useEffect(() => {
    if (state?.state === "done") void cache.invalidateQueries({ queryKey: ["/duplicates"] });
  }, [state?.state, cache]);
  if (isRunning)
    return (
      <div className={css.job}>
        <JobProgress of={state ?? null} label={t("duplicates.looking")} />
      </div>
    );
  return (
    <>
      {(look.error || state?.state === "failed") && <span role="alert">{state?.message ?? t("answer.broken")}</span>}
      <Button
        size="xs"
        variant="light"
        leftSection={<IconSearch size={15} />}
        loading={look.isPending}
        onClick={() => look.mutate(undefined, { onSuccess: (begun) => setJob(begun.job) })}
      >
        {t(isFirst ? "duplicates.first" : "duplicates.look")}
      </Button>
    </>
  );
}
