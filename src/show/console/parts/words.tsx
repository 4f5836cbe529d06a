import css from "./words.module.css";

/** A sentence of the server's. Names that somebody types stand in it between backticks, and are shown as code. */
export function Words({ children: sentence }: { children: string }) {
  const parts = sentence.split("`");
  // A value that somebody sent may hold a backtick of its own.
  if (parts.length % 2 === 0) return sentence;
  return parts.map((part, i) =>
    i % 2 === 1 ? (
      <code key={i} className={css.code}>
        {part}
      </code>
    ) : (
      part
    ),
  );
}
