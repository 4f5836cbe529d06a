import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useSources } from "../../data/sources.ts";
import { useHookLetters, useHookReplay, type Webhook } from "../../data/webhooks.ts";
import { useFormat } from "../../frame/format.ts";
import { Broken } from "../../parts/answer.tsx";
import { Panel } from "../../parts/page.tsx";
import css from "./webhooks.module.css";

const mostShown = 3;

/** What became of everything that came, and what waits for somebody. */
export function HealthPanel({ hook }: { hook: Webhook }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const source = useSources().data?.sources.find(({ id }) => id === hook.id);
  const letters = useHookLetters(hook.id).data;
  const replay = useHookReplay(hook.id);
  const again = () =>
    replay.mutate(undefined, {
      onSuccess: ({ taken, left }) => notifications.show({ message: t("webhook.replayed", { taken: number(taken), left: number(left) }) }),
    });
  const counts = [
    ["received", source?.received ?? 0],
    ["stored", source?.stored ?? 0],
    ["known", source?.known ?? 0],
    ["setAside", source?.setAside ?? 0],
  ] as const;
  return (
    <Panel>
      <dl className={css.counts}>
        {counts.map(([name, count]) => (
          <div key={name}>
            <dt>{t(`sources.count.${name}`)}</dt>
            <dd>{number(count)}</dd>
          </div>
        ))}
      </dl>
      {source && source.refused.length > 0 && (
        <ul className={css.refused} aria-label={t("webhook.refused")}>
          {source.refused.map(({ code, n }) => (
            <li key={code}>
              {t("webhook.refusedTimes", { n: number(n) })} {t(`webhook.refusal.${code}`, { defaultValue: code })}
            </li>
          ))}
        </ul>
      )}
      {letters !== undefined && letters.total > 0 && (
        <div className={css.waiting}>
          <p>{t("webhook.waits", { count: letters.total, n: number(letters.total) })}</p>
          <ul>
            {gather(letters.items.map(({ problem }) => problem)).map(([problem, times]) => (
              <li key={problem}>
                {problem} {times > 1 && <small>{t("webhook.times", { n: number(times) })}</small>}
              </li>
            ))}
          </ul>
          {replay.error && <Broken problem={replay.error} />}
          <div className={css.row}>
            <Button size="xs" variant={hook.mapping ? "filled" : "default"} loading={replay.isPending} onClick={again}>
              {t("webhook.replay")}
            </Button>
            <Button size="xs" variant="subtle" component={Link} to="/sources/set-aside">
              {t("webhook.look")}
            </Button>
          </div>
        </div>
      )}
    </Panel>
  );
}

/** Sentences with how often each is said, the most frequent first. */
function gather(sentences: string[]): [string, number][] {
  const times = new Map<string, number>();
  for (const sentence of sentences) times.set(sentence, (times.get(sentence) ?? 0) + 1);
  return [...times].sort((a, b) => b[1] - a[1]).slice(0, mostShown);
}
