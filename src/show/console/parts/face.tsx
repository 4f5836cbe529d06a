import css from "./face.module.css";

/** A customer or colleague as initials, never a photo. Without a name: a quiet dot pattern of nobody in particular. */
export function Face({ name, size = 28 }: { name: string | null; size?: number }) {
  return (
    <span className={css.face} style={{ width: size, height: size, fontSize: size > 36 ? 14 : size > 24 ? 12 : 10 }} aria-hidden="true">
      {name ? initialsOf(name) : "·"}
    </span>
  );
}

/** First letters of the first and the last word. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = words[0]?.[0] ?? "";
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? "") : "";
  return (first + last).toUpperCase();
}
