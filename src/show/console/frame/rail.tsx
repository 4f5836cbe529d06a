import { IconSearch } from "@tabler/icons-react";
import { Link, useRouterState } from "@tanstack/react-router";
import { spotlight } from "@mantine/spotlight";
import { useTranslation } from "react-i18next";
import { useCases } from "../data/cases.ts";
import { useDoor } from "../data/door.ts";
import { useAccountCheck } from "../data/source-health.ts";
import { useDeadLetters } from "../data/sources.ts";
import { type Screen, screens } from "../screens.ts";
import { useAddress } from "./address.ts";
import { carriedWords } from "./bar.ts";
import css from "./frame.module.css";
import { useFormat } from "./format.ts";
import { UserMenu } from "./user-menu.tsx";
import { WorkspaceMenu } from "./workspace-menu.tsx";

/** The way around. A count stands only where somebody must act. */
export function Rail() {
  const { t } = useTranslation();
  const workspace = useDoor().data?.workspace;
  return (
    <nav className={css.rail} aria-label={t("frame.rail")}>
      <WorkspaceMenu />
      <button type="button" className={css.search} onClick={() => spotlight.open()}>
        <IconSearch size={15} aria-hidden />
        {t("frame.search")}
        <kbd>{t(/mac|iphone|ipad/i.test(navigator.userAgent) ? "frame.searchKeyMac" : "frame.searchKey")}</kbd>
      </button>
      {screens.map((screen, index) => (
        <div key={screen.name}>
          {screen.group === "feed" && screens[index - 1]?.group === "main" && <div className={css.rule} />}
          <RailLink screen={screen} />
        </div>
      ))}
      <div className={css.foot}>
        {workspace?.sample === "loaded" && (
          <div className={css.sample}>
            {t("frame.sample")} <Link to="/settings">{t("frame.sampleRemove")}</Link>
          </div>
        )}
        <UserMenu />
      </div>
    </nav>
  );
}

function RailLink({ screen }: { screen: Screen }) {
  const { t } = useTranslation();
  const [address] = useAddress();
  const here = useHere(screen);
  const Icon = screen.icon;
  return (
    <Link
      to={screen.path}
      search={carriedWords(address) as never}
      className={css.link}
      data-here={here || undefined}
      aria-current={here ? "page" : undefined}
    >
      <Icon size={17} stroke={1.7} aria-hidden />
      {t(`nav.${screen.name}`)}
      <Due name={screen.name} />
    </Link>
  );
}

/** True while this screen, or a page below it, is open. */
export function useHere(screen: Screen): boolean {
  const path = useRouterState({ select: (state) => state.location.pathname });
  return screen.path === "/" ? path === "/" : path === screen.path || path.startsWith(`${screen.path}/`);
}

/** How many wait here for somebody: late cases, facts set aside. Nothing when nobody waits. */
export function Due({ name }: { name: string }) {
  if (name === "cases") return <LateCases />;
  return name === "sources" ? <Sources /> : null;
}

function LateCases() {
  return <Count of={useCases("late").data?.counts.late ?? 0} word="frame.lateCases" />;
}

/** What was set aside; accounts that do not add up are worse than that. */
function Sources() {
  const { t } = useTranslation();
  const differences = useAccountCheck().data?.check?.differences ?? [];
  if (differences.length > 0)
    return (
      <span className={css.count} title={t("health.differs")}>
        <span aria-hidden="true">!</span>
        <span className={css.unseen}>{t("health.differs")}</span>
      </span>
    );
  return <DeadLetters />;
}

function DeadLetters() {
  return <Count of={useDeadLetters().data?.total ?? 0} word="frame.deadLetters" />;
}

function Count({ of, word }: { of: number; word: string }) {
  const { t } = useTranslation();
  const { short } = useFormat();
  if (of === 0) return null;
  return (
    <span className={css.count} title={t(word, { count: of })} aria-label={t(word, { count: of })}>
      {short(of)}
    </span>
  );
}
