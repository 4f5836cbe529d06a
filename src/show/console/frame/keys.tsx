import { Kbd, Modal } from "@mantine/core";
import { createContext, type ReactNode, useContext, useEffect, useId, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import css from "./keys.module.css";

/** One key, or two one after the other ("g p"), what it does and what it is called. */
export type Key = { keys: string; label: string; run: () => void };

type Registry = { add: (id: string, keys: () => Key[]) => void; drop: (id: string) => void };
const Keys = createContext<Registry | null>(null);

/** Listens once for the whole console; screens add their keys while they are open. `?` lists those that work now. */
export function KeysProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const lists = useRef(new Map<string, () => Key[]>());
  const [shown, setShown] = useState<Key[] | null>(null);

  useEffect(() => {
    let first = "";
    let timer = 0;
    const listen = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented || isTaken(event)) return;
      const all = [...lists.current.values()].toReversed().flatMap((list) => list());
      if (event.key === "?") return setShown(all);
      const pressed = first ? `${first} ${event.key}` : event.key;
      const found = all.find((key) => key.keys === pressed) ?? all.find((key) => key.keys === event.key);
      first = !found && all.some((key) => key.keys.startsWith(`${event.key} `)) ? event.key : "";
      window.clearTimeout(timer);
      timer = window.setTimeout(() => (first = ""), 1200);
      if (!found || document.querySelector("[aria-modal=true]")) return;
      event.preventDefault();
      found.run();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);

  const registry = useMemo<Registry>(
    () => ({ add: (id, keys) => void lists.current.set(id, keys), drop: (id) => void lists.current.delete(id) }),
    [],
  );
  return (
    <Keys.Provider value={registry}>
      {children}
      <Modal opened={shown !== null} onClose={() => setShown(null)} title={t("keys.title")}>
        <dl className={css.list}>
          {shown?.map(({ keys, label }) => (
            <div key={keys} className={css.row}>
              <dt>{label}</dt>
              <dd>
                {keys.split(" ").map((key) => (
                  <Kbd key={key}>{key}</Kbd>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      </Modal>
    </Keys.Provider>
  );
}

/** Adds keys for as long as the component is on the screen. The latest list always counts. */
export function useKeys(keys: Key[]): void {
  const registry = useContext(Keys);
  const id = useId();
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    registry?.add(id, () => latest.current);
    return () => registry?.drop(id);
  }, [registry, id]);
}

/** Whether a key belongs to what has the focus: letters to a field, Enter to whatever can be pressed. */
function isTaken({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const isTyping = target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
  return isTyping || (key === "Enter" && target.matches("a, button, summary, [role]"));
}
