import { Button, Menu, Select, TextInput } from "@mantine/core";
import { IconCalendar, IconCheck, IconChevronDown, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { channels } from "../../../model/channel.ts";
import { useSegments } from "../data/customers.ts";
import { inTreeOrder, useLocations } from "../data/locations.ts";
import { useAddress } from "./address.ts";
import { type Days, presets, previousPeriod, readFilters, readLast, readOwnDays, readPeriod, usualPreset } from "./bar.ts";
import { useFormat } from "./format.ts";
import css from "./period-bar.module.css";
import { useSayFilter } from "./filter-words.ts";

/** The same bar in the same place on every analytical screen: period with its comparison, segment, channel. All of it in the address. */
export function PeriodBar() {
  const { t } = useTranslation();
  const [address, change] = useAddress();
  const segments = useSegments().data?.segments ?? [];
  const sayFilter = useSayFilter();
  const others = Object.entries(readFilters(address)).filter(([name]) => name !== "channel" && name !== "segment" && name !== "location");
  return (
    <div className={css.bar} role="group" aria-label={t("bar.label")}>
      {others.map(([name, value]) => (
        <button
          key={name}
          type="button"
          className={css.chip}
          onClick={() => change({ [name]: null })}
          aria-label={t("bar.drop", { what: sayFilter(name, value) })}
        >
          {sayFilter(name, value)}
          <IconX size={13} aria-hidden />
        </button>
      ))}
      <Select
        aria-label={t("bar.segment")}
        placeholder={t("bar.everyone")}
        size="xs"
        w={128}
        clearable
        searchable
        nothingFoundMessage={t("bar.noSegment")}
        value={address.segment ?? null}
        data={segments.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(value) => change({ segment: value })}
      />
      <Select
        aria-label={t("bar.channel")}
        placeholder={t("bar.channels")}
        size="xs"
        w={116}
        clearable
        value={address.channel ?? null}
        data={channels.map((value) => ({ value, label: t(`channel.${value}`) }))}
        onChange={(value) => change({ channel: value })}
      />
      <LocationPicker />
      <PeriodPicker />
    </div>
  );
}

/** A location with everything below it; only where the workspace has any. */
function LocationPicker() {
  const { t } = useTranslation();
  const [address, change] = useAddress();
  const locations = useLocations().data?.locations ?? [];
  if (locations.length === 0 && !address.location) return null;
  return (
    <Select
      aria-label={t("locations.location")}
      placeholder={t("locations.everywhere")}
      size="xs"
      w={116}
      clearable
      searchable
      comboboxProps={{ width: 240, position: "bottom-start" }}
      value={address.location ?? null}
      data={inTreeOrder(locations).map(({ id, path }) => ({ value: id, label: path }))}
      onChange={(value) => change({ location: value })}
    />
  );
}

function PeriodPicker() {
  const { t } = useTranslation();
  const [address, change] = useAddress();
  const { span, today } = useFormat();
  const days = readPeriod(address, today());
  const before = previousPeriod(days);
  const chosen = readOwnDays(address) ? null : readLast(address);
  const [own, setOwn] = useState<Days | null>(null);
  const [opened, setOpened] = useState(false);
  const toggle = (open: boolean) => {
    setOpened(open);
    setOwn(null);
  };
  return (
    <div className={css.period}>
      <Menu position="bottom-end" width={own ? 232 : 190} closeOnItemClick={false} opened={opened} onChange={toggle} trapFocus>
        <Menu.Target>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconCalendar size={14} />}
            rightSection={<IconChevronDown size={14} />}
            aria-label={t("bar.period", { span: span(days.from, days.to) })}
          >
            {chosen ? t(`bar.last.${chosen}`, { defaultValue: t("bar.lastDays", { count: Number(chosen) }) }) : span(days.from, days.to)}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {own ? (
            <OwnPeriod
              days={own}
              onChoose={(next) => {
                change({ from: next.from, to: next.to, last: null });
                toggle(false);
              }}
            />
          ) : (
            <>
              {presets.map((preset) => (
                <Menu.Item
                  key={preset}
                  rightSection={preset === chosen ? <IconCheck size={14} /> : null}
                  onClick={() => {
                    change({ last: preset === usualPreset ? null : preset, from: null, to: null });
                    toggle(false);
                  }}
                >
                  {t(`bar.last.${preset}`)}
                </Menu.Item>
              ))}
              <Menu.Divider />
              <Menu.Item onClick={() => setOwn(days)}>{t("bar.own")}</Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <span className={css.before}>{t("bar.before", { span: span(before.from, before.to) })}</span>
    </div>
  );
}

/** Two days of the calendar. Arrow keys belong to the date fields here, not to the menu around them. */
function OwnPeriod({ days, onChoose }: { days: Days; onChoose: (days: Days) => void }) {
  const { t } = useTranslation();
  const { today } = useFormat();
  const [own, setOwn] = useState(days);
  const wrong = !own.from || !own.to || own.from > own.to;
  return (
    <form
      className={css.own}
      onKeyDown={(event) => event.key !== "Escape" && event.stopPropagation()}
      onSubmit={(event) => {
        event.preventDefault();
        if (!wrong) onChoose(own);
      }}
    >
      <TextInput
        type="date"
        label={t("bar.from")}
        data-autofocus
        value={own.from}
        max={today()}
        onChange={(event) => setOwn({ ...own, from: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={t("bar.to")}
        value={own.to}
        max={today()}
        error={wrong && t("bar.wrong")}
        onChange={(event) => setOwn({ ...own, to: event.currentTarget.value })}
      />
      <Button type="submit" disabled={wrong}>
        {t("bar.use")}
      </Button>
    </form>
  );
}
