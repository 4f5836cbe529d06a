const names = [["name"], ["firstName", "lastName"], ["first_name", "last_name"]];

/** What to call a customer, from the traits that sources gave; `null` when they gave no name. */
export function customerNameOf(traits: Record<string, unknown>): string | null {
  for (const parts of names) {
    const words = parts.map((part) => traits[part]).filter((word) => typeof word === "string" && word.trim() !== "");
    if (words.length > 0) return words.map((word) => String(word).trim()).join(" ");
  }
  return null;
}
