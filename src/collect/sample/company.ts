export type Language = "en" | "de" | "fr" | "es" | "tr" | "zh";
export type RegionName = "North" | "East" | "South" | "West";

/** A city with a store of the sample company. */
export type City = { name: string; country: string; zone: string; share: number };
/** A sales region; the shares of its cities and of its languages each sum to 1, as do those of the regions. */
export type Region = { name: RegionName; share: number; cities: readonly City[]; languages: readonly { code: Language; share: number }[] };

const regions: readonly Region[] = [
  {
    name: "North",
    share: 0.31,
    cities: [
      { name: "Hamburg", country: "DE", zone: "Europe/Berlin", share: 0.5 },
      { name: "Bremen", country: "DE", zone: "Europe/Berlin", share: 0.28 },
      { name: "Kiel", country: "DE", zone: "Europe/Berlin", share: 0.22 },
    ],
    languages: [
      { code: "de", share: 0.62 },
      { code: "en", share: 0.18 },
      { code: "tr", share: 0.14 },
      { code: "zh", share: 0.06 },
    ],
  },
  {
    name: "East",
    share: 0.22,
    cities: [
      { name: "Vienna", country: "AT", zone: "Europe/Vienna", share: 0.6 },
      { name: "Leipzig", country: "DE", zone: "Europe/Berlin", share: 0.4 },
    ],
    languages: [
      { code: "de", share: 0.6 },
      { code: "tr", share: 0.2 },
      { code: "en", share: 0.14 },
      { code: "zh", share: 0.06 },
    ],
  },
  {
    name: "South",
    share: 0.22,
    cities: [
      { name: "Madrid", country: "ES", zone: "Europe/Madrid", share: 0.58 },
      { name: "Valencia", country: "ES", zone: "Europe/Madrid", share: 0.42 },
    ],
    languages: [
      { code: "es", share: 0.76 },
      { code: "en", share: 0.15 },
      { code: "zh", share: 0.09 },
    ],
  },
  {
    name: "West",
    share: 0.25,
    cities: [
      { name: "Lyon", country: "FR", zone: "Europe/Paris", share: 0.38 },
      { name: "Brussels", country: "BE", zone: "Europe/Brussels", share: 0.3 },
      { name: "Dublin", country: "IE", zone: "Europe/Dublin", share: 0.32 },
    ],
    languages: [
      { code: "fr", share: 0.58 },
      { code: "en", share: 0.34 },
      { code: "tr", share: 0.04 },
      { code: "zh", share: 0.04 },
    ],
  },
];

/** The invented company of the sample: a retailer of things for the home, online and in ten stores. */
export const townAbout = {
  name: "Fennmark Home",
  timezone: "Europe/Berlin",
  currency: "EUR",
  businessHours: { days: [1, 2, 3, 4, 5], from: "09:00", to: "17:00" },
  regions,
  stores: regions.flatMap((region) =>
    region.cities.map((city) => ({ touchpoint: storeOf(city.name), city: city.name, region: region.name })),
  ),
  languages: ["en", "de", "fr", "es", "tr", "zh"] as readonly Language[],
  /** Customers of the full sample; about 530 000 facts. Tests use fewer. */
  customers: 20_000,
  seed: 20,
} as const;

/** The touchpoint of the store in a city. */
export function storeOf(city: string): string {
  return `${city} store`;
}

/** What tills call the store in a city. */
export function storeCode(city: string): string {
  return `FH-${city.slice(0, 3).toUpperCase()}`;
}

/** Loyalty tiers with their share of the customers. `trade` are small businesses that buy for their work. */
export const tiers = [
  { name: "none", share: 0.46 },
  { name: "green", share: 0.3 },
  { name: "silver", share: 0.14 },
  { name: "gold", share: 0.05 },
  { name: "trade", share: 0.05 },
] as const;

/** How a customer first came, with its share. */
export const acquisitions = [
  { name: "paid ad", share: 0.3 },
  { name: "search", share: 0.32 },
  { name: "friend", share: 0.16 },
  { name: "store window", share: 0.22 },
] as const;

/** The place where a customer likes to buy, with its share. */
export const habits = [
  { name: "web", share: 0.55 },
  { name: "app", share: 0.2 },
  { name: "store", share: 0.25 },
] as const;

export const productTypes = ["shelf", "lamp", "chair", "table", "rug", "mattress", "curtain", "crockery"] as const;
export type ProductType = (typeof productTypes)[number];

/** What is sold: a made-up name, a kind, and a price in euro cents. */
export const products = (
  [
    ["Alma", "shelf", 12900],
    ["Birka", "shelf", 8900],
    ["Corvo", "lamp", 4900],
    ["Dalia", "lamp", 7900],
    ["Enzo", "chair", 9900],
    ["Fjella", "chair", 15900],
    ["Gavia", "table", 24900],
    ["Hollin", "table", 34900],
    ["Isar", "rug", 11900],
    ["Juno", "rug", 18900],
    ["Kaspo", "mattress", 39900],
    ["Lunara", "mattress", 52900],
    ["Mirel", "curtain", 3900],
    ["Nevo", "curtain", 5900],
    ["Olsa", "crockery", 2900],
    ["Pirra", "crockery", 4400],
  ] as const
).map(([name, type, priceMinor], index) => ({ sku: `FH-${101 + index}`, name, type, priceMinor }));
export type Product = (typeof products)[number];
