import { Menu, SegmentedControl, useMantineColorScheme } from "@mantine/core";
import { IconKeyboard, IconLogout, IconSettings } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useDoor, useSignOut } from "../data/door.ts";
import { Face } from "../parts/face.tsx";
import css from "./frame.module.css";

/** Who is signed in, light or dark, and the way out. */
export function UserMenu() {
  const { t } = useTranslation();
  const user = useDoor().data?.user;
  const leave = useSignOut();
  const askKeys = () => window.dispatchEvent(new KeyboardEvent("keydown", { key: "?" }));
  return (
    <Menu width={220} position="top-start">
      <Menu.Target>
        <button type="button" className={css.user}>
          <Face name={user?.name ?? null} size={24} />
          <span>{user?.name}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{user?.email}</Menu.Label>
        <SchemeSwitch />
        <Menu.Divider />
        <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={askKeys}>
          {t("keys.title")}
        </Menu.Item>
        <Menu.Item leftSection={<IconSettings size={16} />} component={Link} to="/settings">
          {t("nav.settings")}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => leave.mutate()}>
          {t("frame.signOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** System, light or dark. Kept in this browser. */
export function SchemeSwitch() {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const choices = (["auto", "light", "dark"] as const).map((value) => ({ value, label: t(`frame.scheme.${value}`) }));
  return (
    <SegmentedControl
      fullWidth
      aria-label={t("frame.scheme.label")}
      data={choices}
      value={colorScheme}
      onChange={(value) => setColorScheme(value as "auto" | "light" | "dark")}
    />
  );
}
