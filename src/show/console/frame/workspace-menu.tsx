import { Menu } from "@mantine/core";
import { IconBuildingStore, IconCheck, IconSelector } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useDoor, useEntrance, useSample } from "../data/door.ts";
import css from "./frame.module.css";
import { Mark } from "./mark.tsx";

/** Which company is shown, and the way to another: one's own, or the sample company beside it. */
export function WorkspaceMenu() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const state = useDoor().data;
  const enter = useEntrance();
  const sample = useSample();
  const all = state?.workspaces ?? [];
  const home = { onSuccess: () => void navigate({ to: "/" }) };
  return (
    <Menu width={260}>
      <Menu.Target>
        <button type="button" className={css.brand}>
          <Mark />
          <span>
            <b>{state?.workspace?.name}</b>
            <small>{t(state?.workspace?.sample === "none" ? "frame.product" : "frame.sampleName")}</small>
          </span>
          <IconSelector size={14} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("frame.workspaces")}</Menu.Label>
        {all.map(({ id, name }) => (
          <Menu.Item
            key={id}
            rightSection={id === state?.workspace?.id ? <IconCheck size={14} /> : null}
            onClick={() => id !== state?.workspace?.id && enter.mutate(id, home)}
          >
            {name}
          </Menu.Item>
        ))}
        {all.every(({ sample }) => sample === "none") && (
          <>
            <Menu.Divider />
            <Menu.Item leftSection={<IconBuildingStore size={16} />} onClick={() => sample.mutate(undefined, home)}>
              {t("doors.sample")}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
