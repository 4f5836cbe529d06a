import css from "./face.module.css";

/** A customer or colleague as initials, never a photo. Without a name: a quiet dot pattern of nobody in particular. */
export function Face({ name, size = 28 }: { name: string | null; size?: number }) {
  return (
    <span className={css.face} style={{ width: size, height: size, fontSize: size > 36 ? 14 : size > 24 ? 12 : 10 }} aria-hidden="true">
      {initialsOf(name ?? "") || "·"}
    </span>
  );
}

/** First letters of the first and the last word; empty for a key, which is no name. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}[\p{L}\p{M}.'’-]*$/u.test(word));
  const letters = words.length > 1 ? [words[0], words.at(-1)] : words;
  return letters
    .map((word) => [...word!][0])
    .join("")
    .toUpperCase();
}
