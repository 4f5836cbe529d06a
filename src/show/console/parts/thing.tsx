import { Button } from "@mantine/core";
import { Link, useRouterState } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Asked } from "../data/answer.ts";
import { Refusal } from "../data/request.ts";
import { screens } from "../screens.ts";
import { Answer, Loading, Nothing } from "./answer.tsx";
import { Page } from "./page.tsx";

/** The one thing that a whole page is about. When it is not there, trying again helps nobody: the page leads to the others. */
export function Thing<T>({ of, children }: { of: Asked<T>; children: (answer: T) => ReactNode }) {
  const isGone = of.data === undefined && of.error instanceof Refusal && of.error.code === "not_found";
  if (isGone) return <Gone says={of.error?.message ?? ""} />;
  return (
    <Answer of={of} shape={<Loading />}>
      {children}
    </Answer>
  );
}

function Gone({ says }: { says: string }) {
  const { t } = useTranslation();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const { name, path: list } = screens.findLast((screen) => path.startsWith(screen.path)) ?? screens[0]!;
  return (
    <Page title={t(`nav.${name}`)}>
      <Nothing
        title={says}
        action={
          <Button component={Link} to={list} variant="default" size="xs">
            {t("frame.lost.list", { list: t(`nav.${name}`) })}
          </Button>
        }
      >
        {t("frame.lost.why")}
      </Nothing>
    </Page>
  );
}
