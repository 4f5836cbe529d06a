const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", nbsp: " " };

/** The words in a piece of HTML, with a line for each paragraph; a text without markup stays as it is. */
export function plainText(html: string): string {
  return html
    .replace(/<(?:br|\/p|\/div|\/li)[^<>]*>/gi, "\n")
    .replace(/<[^<>]*>/g, "")
    .replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name: string) => entities[name]!)
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
