import { Button, Skeleton } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Asked } from "../data/answer.ts";
import { Refusal } from "../data/request.ts";
import { Words } from "./words.tsx";
import css from "./answer.module.css";

type Props<T> = {
  of: Asked<T>;
  /** The final shape while it is on its way: a height in px, or a skeleton of your own. */
  shape?: number | ReactNode;
  isEmpty?: (answer: T) => boolean;
  whenEmpty?: ReactNode;
  children: (answer: T) => ReactNode;
};

/** The one place where an answer is waiting, refused, empty or ready. */
export function Answer<T>({ of, shape = 120, isEmpty, whenEmpty, children }: Props<T>) {
  if (of.data !== undefined) {
    if (isEmpty?.(of.data)) return <>{whenEmpty}</>;
    return (
      <div className={css.ready} data-stale={of.isPlaceholderData || undefined}>
        {children(of.data)}
      </div>
    );
  }
  if (of.error) return <Broken problem={of.error} again={() => void of.refetch()} />;
  return typeof shape === "number" ? <Skeleton height={shape} radius="md" /> : <>{shape}</>;
}

/** A refusal: what, why and how to mend in one sentence, and a way to try again. */
export function Broken({ problem, again }: { problem: unknown; again?: () => void }) {
  const { t } = useTranslation();
  const request = problem instanceof Refusal ? problem.request : "";
  return (
    <div className={css.broken} role="alert">
      <div>
        <p>
          <Words>{useSentence(problem)}</Words>
        </p>
        {request && <p className={css.request}>{t("answer.request", { request })}</p>}
      </div>
      {again && (
        <Button variant="default" size="xs" onClick={again}>
          {t("answer.again")}
        </Button>
      )}
    </div>
  );
}

/** A refusal in one sentence that a person can act on. */
export function useSentence(problem: unknown): string {
  const { t } = useTranslation();
  if (problem instanceof Refusal) return problem.says || t(`answer.${problem.code === "unreachable" ? "unreachable" : "broken"}`);
  return t("answer.broken");
}

/** Nothing there: says why, and the one next step. */
export function Nothing({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className={css.nothing}>
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {action}
    </div>
  );
}

/** The skeleton of a screen that is still being fetched. */
export function Loading() {
  return (
    <div className={css.loading} aria-busy="true">
      <Skeleton height={28} width={180} />
      <Skeleton height={150} />
      <Skeleton height={260} />
    </div>
  );
}

/** Skeleton of a list: as many lines as will probably stand there. */
export function Lines({ count = 6, height = 40 }: { count?: number; height?: number }) {
  return (
    <div className={css.lines} aria-busy="true">
      {Array.from({ length: count }, (_, index) => (
        <Skeleton key={index} height={height} />
      ))}
    </div>
  );
}
