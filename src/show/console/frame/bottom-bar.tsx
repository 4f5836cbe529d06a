import { Drawer } from "@mantine/core";
import { spotlight } from "@mantine/spotlight";
import { IconDots, IconSearch } from "@tabler/icons-react";
import { Link, useRouterState } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSignOut } from "../data/door.ts";
import { type Screen, screens } from "../screens.ts";
import { useAddress } from "./address.ts";
import { carriedWords } from "./bar.ts";
import css from "./frame.module.css";
import { Due, useHere } from "./rail.tsx";
import { SchemeSwitch } from "./user-menu.tsx";
import { WorkspaceMenu } from "./workspace-menu.tsx";

const thumb = ["pulse", "feedback", "cases", "customers"];

/** The rail for a thumb: four places, the rest behind the fifth. */
export function BottomBar() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const leave = useSignOut();
  const [address] = useAddress();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const isBehind = screens.some((screen) => !thumb.includes(screen.name) && path.startsWith(screen.path));
  const near = thumb.flatMap((name) => screens.filter((screen) => screen.name === name));
  return (
    <nav className={css.bottom} aria-label={t("frame.rail")}>
      {near.map((screen) => (
        <Tab key={screen.name} screen={screen} />
      ))}
      <button type="button" className={css.tab} data-here={isBehind || undefined} onClick={() => setOpen(true)}>
        <IconDots size={20} aria-hidden />
        {t("frame.more")}
        <Due name="sources" />
      </button>
      <Drawer opened={open} onClose={() => setOpen(false)} position="bottom" size="auto" title={t("frame.more")}>
        <WorkspaceMenu />
        <div className={css.more} onClick={() => setOpen(false)}>
          <button type="button" onClick={() => spotlight.open()}>
            <IconSearch size={20} stroke={1.7} aria-hidden />
            {t("frame.search")}
          </button>
          {screens
            .filter((screen) => !thumb.includes(screen.name))
            .map((screen) => (
              <Link key={screen.name} to={screen.path} search={carriedWords(address) as never}>
                <screen.icon size={20} stroke={1.7} aria-hidden />
                {t(`nav.${screen.name}`)}
                <Due name={screen.name} />
              </Link>
            ))}
          <button type="button" onClick={() => leave.mutate()}>
            {t("frame.signOut")}
          </button>
        </div>
        <div style={{ marginTop: 12 }}>
          <SchemeSwitch />
        </div>
      </Drawer>
    </nav>
  );
}

function Tab({ screen }: { screen: Screen }) {
  const { t } = useTranslation();
  const [address] = useAddress();
  const here = useHere(screen);
  return (
    <Link to={screen.path} search={carriedWords(address) as never} className={css.tab} data-here={here || undefined}>
      <screen.icon size={20} stroke={1.7} aria-hidden />
      {t(`nav.${screen.name}`)}
      <Due name={screen.name} />
    </Link>
  );
}
