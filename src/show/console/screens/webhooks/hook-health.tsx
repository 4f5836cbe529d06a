import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { type Source, useSources } from "../../data/sources.ts";
import { useHookLetters, useHookReplay, type Webhook } from "../../data/webhooks.ts";
import { useFormat } from "../../frame/format.ts";
import { Answer, Broken } from "../../parts/answer.tsx";
import { HealthPanel } from "../health/health-panel.tsx";
import { Words } from "../../parts/words.tsx";
import css from "./webhooks.module.css";

const mostShown = 3;

/** What became of everything that came, and what waits for somebody; nothing before anything came. */
export function HookHealth({ hook }: { hook: Webhook }) {
  const sources = useSources();
  return (
    <Answer of={sources} shape={76}>
      {(found) => {
        const source = found.sources.find(({ id }) => id === hook.id);
        return source?.lastSeenAt ? <Health hook={hook} of={source} /> : null;
      }}
    </Answer>
  );
}

function Health({ hook, of }: { hook: Webhook; of: Source }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const replay = useHookReplay(hook.id);
  // It is said from here: once nothing waits any more, the list below is gone.
  const again = () =>
    replay.mutate(undefined, {
      onSuccess: ({ taken, left }) => notifications.show({ message: t("webhook.replayed", { taken: number(taken), left: number(left) }) }),
    });
  return (
    <HealthPanel of={of}>
      <Waiting hook={hook} replay={{ again, error: replay.error, isPending: replay.isPending }} />
    </HealthPanel>
  );
}

type Replaying = { again: () => void; error: Error | null; isPending: boolean };

/** What was set aside, each reason once, and a way to read it again. */
function Waiting({ hook, replay }: { hook: Webhook; replay: Replaying }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const letters = useHookLetters(hook.id).data;
  if (!letters || letters.total === 0) return null;
  return (
    <div className={css.waiting}>
      <p>{t("webhook.waits", { count: letters.total, n: number(letters.total) })}</p>
      <ul>
        {gather(letters.items.map(({ problem }) => problem)).map(([problem, times]) => (
          <li key={problem}>
            <Words>{problem}</Words> {times > 1 && <small>{t("webhook.times", { n: number(times) })}</small>}
          </li>
        ))}
      </ul>
      {replay.error && <Broken problem={replay.error} />}
      <div className={css.row}>
        <Button size="xs" variant={hook.mapping ? "filled" : "default"} loading={replay.isPending} onClick={replay.again}>
          {t("webhook.replay")}
        </Button>
        <Button size="xs" variant="subtle" component={Link} {...({ to: "/sources/set-aside", search: { source: hook.id } } as object)}>
          {t("webhook.look")}
        </Button>
      </div>
    </div>
  );
}

/** Sentences with how often each is said, the most frequent first. */
function gather(sentences: string[]): [string, number][] {
  const times = new Map<string, number>();
  for (const sentence of sentences) times.set(sentence, (times.get(sentence) ?? 0) + 1);
  return [...times].sort((a, b) => b[1] - a[1]).slice(0, mostShown);
}
