import { Autocomplete, Button, Drawer, Select, TagsInput, TextInput } from "@mantine/core";
import { type FormEvent, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { inTreeOrder, type Location, useLocationRemoval, useLocationSaving } from "../../data/locations.ts";
import { Broken } from "../../parts/answer.tsx";
import { Sure } from "../../parts/sure.tsx";
import css from "./locations.module.css";
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
  const [asking, setAsking] = useState(false);
  const zones = useMemo(() => Intl.supportedValuesOf("timeZone"), []);
  const tree = inTreeOrder(locations);
  const put = (changed: Partial<typeof words>) => setWords({ ...words, ...changed });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { name, kind, parentId, codes, timezone } = words;
    save.mutate({ name, kind, parentId, codes, timezone }, { onSuccess: onClose });
  };
  return (
    <Drawer opened onClose={onClose} position="right" size={440} title={of ? of.name : t("locations.add")}>
      <form className={css.form} onSubmit={submit}>
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
        {save.error && <Broken problem={save.error} />}
        <div className={css.foot}>
          {of && (
            <Button variant="subtle" color="red.8" onClick={() => setAsking(true)}>
              {t("locations.remove")}
            </Button>
          )}
          <Button type="submit" loading={save.isPending} disabled={words.name.trim() === ""}>
            {t("settings.save")}
          </Button>
        </div>
      </form>
      {asking && of && (
        <Sure
          title={t("locations.removeSure", { name: of.name })}
          why={t("locations.removeWhy")}
          does={t("locations.remove")}
          problem={removal.error}
          busy={removal.isPending}
          onNo={() => setAsking(false)}
          onYes={() => removal.mutate(of.id, { onSuccess: onClose })}
        />
      )}
    </Drawer>
  );
}
