const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
// Codes of no single country: unions, and what the standard keeps for users.
const none = new Set(["EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"]);

/** Every country and territory, as ISO 3166 codes of two letters. */
export const countries: readonly string[] = letters
  .flatMap((first) => letters.map((second) => first + second))
  .filter((code) => names.of(code) !== undefined && !none.has(code) && isCurrent(code));

// Codes of countries that are no more lead to what they have become.
function isCurrent(code: string): boolean {
  return Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`;
}

/** The country in which a time zone is used; empty when there is no such zone or it is used in several. */
export function countryOfZone(timezone: string): string {
  const zone = canonical(timezone);
  const found = countries.filter((code) => zonesOf(code).includes(zone));
  return found.length === 1 ? found[0]! : "";
}

function canonical(timezone: string): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: timezone }).resolvedOptions().timeZone;
  } catch {
    return ""; // No zone of this runtime has an empty name.
  }
}

// The zones of a region are a property in older runtimes and a method in newer ones.
function zonesOf(code: string): readonly string[] {
  const locale = new Intl.Locale("und", { region: code }) as Intl.Locale & { timeZones?: string[]; getTimeZones?: () => string[] };
  return locale.getTimeZones?.() ?? locale.timeZones ?? [];
}
