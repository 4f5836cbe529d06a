/** Text that is markup already. Only `html` makes it, so nothing from outside becomes markup by accident. */
export class Html {
  constructor(readonly text: string) {}
}

type Piece = string | number | Html | readonly Html[] | null;

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Markup from a template: what is put in is escaped, unless it is markup itself; `null` puts in nothing. Attributes need quotes. */
export function html(template: TemplateStringsArray, ...pieces: Piece[]): Html {
  return new Html(template.reduce((text, next, index) => text + render(pieces[index - 1] ?? null) + next));
}

function render(piece: Piece): string {
  if (piece === null) return "";
  if (piece instanceof Html) return piece.text;
  if (typeof piece === "object") return piece.map(({ text }) => text).join("");
  return String(piece).replace(/[&<>"']/g, (sign) => escapes[sign]!);
}
