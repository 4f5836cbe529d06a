import { Button, Group } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useDoor } from "../data/door.ts";
import { useAddress } from "../frame/address.ts";
import { readFilters } from "../frame/bar.ts";

/** Whether anything has ever come in here; true while nobody knows. */
export const useHasFacts = (): boolean => useDoor().data?.workspace?.hasData ?? true;

/** Where facts come from, for a screen that is empty because none ever came. Nothing once there are some. */
export function BringFacts() {
  const { t } = useTranslation();
  if (useHasFacts()) return null;
  return (
    <Group gap={8} justify="center">
      <Button component={Link} to="/sources/import" size="xs">
        {t("doors.ownFile")}
      </Button>
      <Button component={Link} to="/sources" search={{ add: "key" } as never} variant="default" size="xs">
        {t("doors.ownKey")}
      </Button>
    </Group>
  );
}

/** What to do about a screen that the bar left empty: bring facts, look at everybody, or look further back. */
export function Widen() {
  const { t } = useTranslation();
  const [address, change] = useAddress();
  const filters = Object.keys(readFilters(address));
  if (!useHasFacts()) return <BringFacts />;
  const isLongest = address.last === "365" && filters.length === 0;
  if (isLongest) return null;
  const wider = { from: null, to: null, last: "365", ...Object.fromEntries(filters.map((name) => [name, null])) };
  return (
    <Button variant="default" size="xs" onClick={() => change(wider)}>
      {t(filters.length > 0 ? "bar.widen" : "bar.last.365")}
    </Button>
  );
}
