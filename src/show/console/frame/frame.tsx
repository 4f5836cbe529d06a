import { Skeleton } from "@mantine/core";
import { Outlet } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useDoor } from "../data/door.ts";
import { Broken, Loading } from "../parts/answer.tsx";
import { screens } from "../screens.ts";
import { BottomBar } from "./bottom-bar.tsx";
import { Commands } from "./commands.tsx";
import css from "./frame.module.css";
import { KeysProvider } from "./keys.tsx";
import { Rail } from "./rail.tsx";
import { RowsDrawer } from "./rows-drawer.tsx";

const SignIn = lazy(() => import("../screens/sign-in.tsx"));
const FirstVisit = lazy(() => import("../screens/first-visit.tsx"));

/** The door first, then rail, screen and drawer. The address never changes at the door, so signing in leads back to it. */
export function Frame() {
  const { t } = useTranslation();
  const door = useDoor();
  const state = door.data;
  if (!state && door.error)
    return (
      <div className={css.door}>
        <Broken problem={door.error} again={() => void door.refetch()} />
      </div>
    );
  if (!state) return <Waiting />;
  if (!state.setUp || !state.signedIn) {
    return <Suspense fallback={<div className={css.door} />}>{state.setUp ? <SignIn /> : <FirstVisit />}</Suspense>;
  }
  return (
    <KeysProvider>
      <div className={css.frame}>
        <a
          href="#main"
          className={css.skip}
          onClick={(event) => {
            event.preventDefault();
            document.getElementById("main")?.focus();
          }}
        >
          {t("frame.skip")}
        </a>
        <Rail />
        <main className={css.main} id="main" tabIndex={-1}>
          <Suspense fallback={<Loading />}>
            <Outlet />
          </Suspense>
        </main>
        <BottomBar />
      </div>
      <RowsDrawer />
      <Commands />
    </KeysProvider>
  );
}

/** The shape of what is coming, for those whom the server keeps waiting; a quick answer is there before it fades in. */
function Waiting() {
  return (
    <div className={`${css.frame} ${css.waiting}`} aria-busy="true">
      <div className={css.rail}>
        <Skeleton height={32} mb={8} />
        <Skeleton height={32} mb={12} />
        {screens.map(({ name }) => (
          <Skeleton key={name} height={20} width="70%" my={6} mx={8} />
        ))}
      </div>
      <div className={css.main}>
        <Loading />
      </div>
    </div>
  );
}
