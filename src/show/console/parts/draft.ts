import { useState } from "react";

/**
 * What somebody is typing, kept in this tab so that a reload or a lost connection loses nothing.
 *
 * @param secret  fields that are never written down
 */
export function useDraft<T extends Record<string, unknown>>(
  name: string,
  empty: T,
  secret: (keyof T)[] = [],
): [T, (words: T) => void, () => void] {
  const place = `rapport.draft.${name}`;
  const [words, setWords] = useState<T>(() => ({ ...empty, ...readDraft(place) }));
  const write = (next: T) => {
    setWords(next);
    const open = Object.fromEntries(Object.entries(next).filter(([field]) => !secret.includes(field)));
    sessionStorage.setItem(place, JSON.stringify(open));
  };
  const drop = () => {
    sessionStorage.removeItem(place);
    setWords(empty);
  };
  return [words, write, drop];
}

function readDraft(place: string): object {
  try {
    return JSON.parse(sessionStorage.getItem(place) ?? "{}") as object;
  } catch {
    return {}; // a draft that cannot be read is no draft
  }
}
