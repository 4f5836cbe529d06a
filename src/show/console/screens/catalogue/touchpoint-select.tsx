import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Catalogue } from "../../data/catalogue.ts";

/** What somebody chose for a name: a touchpoint's id, a new one, or none at all. */
export type Choice = { touchpointId: string } | "new" | "leave out";

type Props = {
  of: Catalogue;
  label: string;
  onChoose: (choice: Choice) => void;
  value?: Choice | null;
  canAdd?: boolean;
  width?: number | string;
};

/** Chooses a touchpoint by typing part of its name; a new one and leaving out stand on top. */
export function TouchpointSelect({ of: { touchpoints }, label, onChoose, value = null, canAdd = true, width = 190 }: Props) {
  const { t } = useTranslation();
  const order = ["awareness", "consideration", "purchase", "service", "loyalty", ""];
  const groups = order
    .map((stage) => ({
      group: stage === "" ? t("catalogue.noStage") : t(`stage.${stage}`),
      items: touchpoints.filter((touchpoint) => touchpoint.stage === stage).map(({ id, name }) => ({ value: `id:${id}`, label: name })),
    }))
    .filter(({ items }) => items.length > 0);
  return (
    <Select
      aria-label={label}
      placeholder={t("catalogue.choose")}
      size="xs"
      w={width}
      searchable
      maxDropdownHeight={320}
      comboboxProps={{ width: 260, position: "bottom-end" }}
      nothingFoundMessage={t("catalogue.noSuch")}
      value={value === null ? null : typeof value === "string" ? value : `id:${value.touchpointId}`}
      data={[
        {
          group: t("catalogue.otherwise"),
          items: [
            ...(canAdd ? [{ value: "new", label: t("catalogue.newFor") }] : []),
            { value: "leave out", label: t("catalogue.leaveOut") },
          ],
        },
        ...groups,
      ]}
      onChange={(chosen) => {
        if (chosen) onChoose(chosen.startsWith("id:") ? { touchpointId: chosen.slice(3) } : (chosen as "new" | "leave out"));
      }}
    />
  );
}
