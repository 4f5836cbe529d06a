import { useTranslation } from "react-i18next";
import { useSegments } from "../data/customers.ts";
import { useLocations } from "../data/locations.ts";

/** Says one filter as a person would: "Channel: app", "region: North". */
export function useSayFilter(): (name: string, value: string) => string {
  const { t } = useTranslation();
  const segments = useSegments().data?.segments ?? [];
  const locations = useLocations().data?.locations ?? [];
  return (name, value) => {
    if (name.startsWith("trait.")) return t("filter.trait", { name: name.slice("trait.".length), value });
    if (name === "segment") return t("filter.segment", { value: segments.find(({ id }) => id === value)?.name ?? value });
    if (name === "location") return t("filter.location", { value: locations.find(({ id }) => id === value)?.name ?? value });
    const family = { channel: "channel", stage: "stage", band: "band", question: "asked" }[name];
    const said = family ? t(`${family}.${value}`, { defaultValue: value }) : value;
    return t(`filter.${name}`, { value: said, defaultValue: `${name}: ${said}` });
  };
}
