import { Autocomplete, Select, TagsInput, TextInput } from "@mantine/core";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { inTreeOrder, type Location, useLocationRemoval, useLocationSaving } from "../../data/locations.ts";
import { RecordDrawer } from "../../parts/record-drawer.tsx";
import type { NewLocation } from "./locations-page.tsx";

type Props = { of: Location | null; made?: NewLocation; locations: Location[]; onClose: () => void };

/** A location in words, and what it is part of: choosing another moves it with everything below it. */
export function LocationForm({ of, made, locations, onClose }: Props) {
  const { t } = useTranslation();
  const [words, setWords] = useState<Omit<Location, "id">>(
    of ?? { name: made?.code ?? "", kind: "", parentId: made?.parentId ?? null, codes: made?.code ? [made.code] : [], timezone: null },
  );
  const save = useLocationSaving(of?.id ?? null);
  const removal = useLocationRemoval();
  const zones = useMemo(() => Intl.supportedValuesOf("timeZone"), []);
  const tree = inTreeOrder(locations);
  const put = (changed: Partial<typeof words>) => setWords({ ...words, ...changed });
  const submit = () => {
    const { name, kind, parentId, codes, timezone } = words;
    save.mutate({ name, kind, parentId, codes, timezone }, { onSuccess: onClose });
  };
  return (
    <RecordDrawer
      title={of ? of.name : t("locations.add")}
      size={440}
      isWhole={words.name.trim() !== ""}
      save={save}
      removal={
        of && {
          does: t("locations.remove"),
          title: t("locations.removeSure", { name: of.name }),
          why: t("locations.removeWhy"),
          order: removal,
          run: () => removal.mutate(of.id, { onSuccess: onClose }),
        }
      }
      onSave={submit}
      onClose={onClose}
    >
      <TextInput
        label={t("locations.name")}
        required
        data-autofocus
        value={words.name}
        onChange={(event) => put({ name: event.currentTarget.value })}
      />
      <Autocomplete
        label={t("locations.kind")}
        description={t("locations.kindWhy")}
        data={[...new Set(locations.map(({ kind }) => kind).filter((kind) => kind !== ""))]}
        value={words.kind}
        onChange={(kind) => put({ kind })}
      />
      <Select
        label={t("locations.partOf")}
        placeholder={t("locations.top")}
        clearable
        searchable
        data={tree.filter(({ id }) => id !== of?.id).map(({ id, path }) => ({ value: id, label: path }))}
        value={words.parentId}
        onChange={(parentId) => put({ parentId })}
      />
      <TagsInput
        label={t("locations.codes")}
        description={t("locations.codesWhy")}
        acceptValueOnBlur
        value={words.codes}
        onChange={(codes) => put({ codes })}
      />
      <Select
        label={t("firstVisit.timezone")}
        placeholder={t("locations.zoneAbove")}
        clearable
        searchable
        data={zones}
        value={words.timezone}
        onChange={(timezone) => put({ timezone })}
      />
    </RecordDrawer>
  );
}
