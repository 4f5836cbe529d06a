import { Spotlight, type SpotlightActionData, type SpotlightActionGroupData } from "@mantine/spotlight";
import { useDebouncedValue } from "@mantine/hooks";
import { IconFileImport, IconPlus, IconSearch, IconUser } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCustomers } from "../data/customers.ts";
import { useCalled } from "../parts/called.ts";
import { screens } from "../screens.ts";
import { useAddress } from "./address.ts";
import { carriedWords } from "./bar.ts";
import { useKeys } from "./keys.tsx";

/** Ctrl/Cmd-K: go anywhere, find anyone, begin anything. Also holds the keys that work on every screen. */
export function Commands() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const callOf = useCalled();
  const [address] = useAddress();
  const [query, setQuery] = useState("");
  const [wanted] = useDebouncedValue(query.trim(), 200);
  const found = useCustomers(wanted.length > 1 ? { q: wanted, limit: 6 } : null);
  const go = (to: string) => void navigate({ to, search: carriedWords(address) } as never);

  useKeys(screens.map(({ name, path, key }) => ({ keys: `g ${key}`, label: t("keys.go", { to: t(`nav.${name}`) }), run: () => go(path) })));

  const places = screens.map<SpotlightActionData>(({ name, path, icon: Icon }) => ({
    id: name,
    label: t(`nav.${name}`),
    description: t(`question.${name}`),
    leftSection: <Icon size={18} stroke={1.6} />,
    onClick: () => go(path),
  }));
  const deeds: SpotlightActionData[] = [
    { id: "import", label: t("commands.import"), leftSection: <IconFileImport size={18} />, onClick: () => go("/sources/import") },
    { id: "initiative", label: t("commands.initiative"), leftSection: <IconPlus size={18} />, onClick: () => go("/initiatives/new") },
  ];
  const people = (found.data?.items ?? []).map<SpotlightActionData>((customer) => ({
    id: `customer-${customer.id}`,
    label: callOf(customer.id, customer.called),
    description: customer.name ? (customer.email ?? "") : "",
    keywords: [query],
    leftSection: <IconUser size={18} stroke={1.6} />,
    onClick: () => go(`/customers/${customer.id}`),
  }));
  const groups: SpotlightActionGroupData[] = [
    { group: t("commands.customers"), actions: people },
    { group: t("commands.places"), actions: places },
    { group: t("commands.deeds"), actions: deeds },
  ].filter(({ actions }) => actions.length > 0);

  return (
    <Spotlight
      actions={groups}
      query={query}
      onQueryChange={setQuery}
      shortcut={["mod + K", "/"]}
      nothingFound={t("commands.nothing")}
      overlayProps={{ backgroundOpacity: 0.35, blur: 0 }}
      transitionProps={{ duration: 100 }}
      styles={{ content: { background: "var(--r-surface)" }, actionsGroup: { textTransform: "none" } }}
      scrollable
      // In the middle it would jump with every letter that finds more or less.
      centered={false}
      yOffset="12vh"
      maxHeight={420}
      searchProps={{ placeholder: t("commands.placeholder"), leftSection: <IconSearch size={18} />, "aria-label": t("frame.search") }}
    />
  );
}
