const namesAtMost = 3;

/**
 * What an interaction was about, in a few words, from the properties that programs and files use for it: the subject of a ticket, the
 * products of an order and its number. Empty when they say nothing of the kind.
 */
export function aboutOf(properties: Record<string, unknown>): string {
  const own = firstText(properties, ["subject", "product_name", "product", "name", "title", "query"]);
  const order = firstText(properties, ["order_number", "order_name", "order_id"]);
  return [own || namesOf(properties["products"]), order].filter((part) => part !== "").join(" · ");
}

function firstText(properties: Record<string, unknown>, keys: readonly string[]): string {
  for (const key of keys) {
    const said = properties[key];
    if (typeof said === "string" && said.trim() !== "") return said.trim();
    if (typeof said === "number") return String(said);
  }
  return "";
}

function namesOf(products: unknown): string {
  if (!Array.isArray(products)) return "";
  const names = products.map((one) =>
    one !== null && typeof one === "object" ? firstText(one as Record<string, unknown>, ["name", "title"]) : "",
  );
  return someOf(names);
}

/** What several things were about: the first few that differ, and how many more there are. */
export function someOf(names: readonly string[]): string {
  const said = [...new Set(names.filter((name) => name !== ""))];
  const more = said.length - namesAtMost;
  return said.slice(0, namesAtMost).join(", ") + (more > 0 ? ` +${more}` : "");
}
