import { textOf, type Bag } from "../bag.ts";

// What is read elsewhere, or names the sender.
const elsewhere = new Set(
  `e eid uid duid tnuid nuid dtm stm ttm aid event contexts url page refr lang tz tv ua ip
  se_ca se_ac se_la se_pr se_va pp_mix pp_max pp_miy pp_may tr_id tr_af tr_tt tr_tx tr_sh tr_ci tr_st tr_co tr_cu
  ti_id ti_sk ti_nm ti_ca ti_pr ti_qu ti_cu`.split(/\s+/),
);

/** What a tracker says around an event: its library, the page, the entities, and everything else under its own name. */
export function contextOf(item: Bag): Bag {
  const { tv, lang, tz, ua, ip, contexts } = item;
  const page = pageOf(item);
  const rest = Object.entries(item).filter(([key]) => !elsewhere.has(key));
  return {
    ...(tv === undefined ? {} : { library: { name: "snowplow", version: textOf(tv) } }),
    ...(Object.keys(page).length > 0 ? { page } : {}),
    ...(lang === undefined ? {} : { locale: lang }),
    ...(tz === undefined ? {} : { timezone: tz }),
    ...(ua === undefined ? {} : { userAgent: ua }),
    ...(ip === undefined ? {} : { ip }),
    ...(contexts === undefined ? {} : { contexts }),
    ...(rest.length > 0 ? { snowplow: Object.fromEntries(rest) } : {}),
  };
}

/** The page that an event happened on, as far as it says. */
export function pageOf({ url, page: title, refr: referrer }: Bag): Bag {
  const path = typeof url === "string" && URL.canParse(url) ? new URL(url).pathname : undefined;
  return Object.fromEntries(Object.entries({ url, path, title, referrer }).filter(([, value]) => value !== undefined && value !== ""));
}
