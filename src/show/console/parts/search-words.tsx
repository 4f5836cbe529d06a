import { TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";

type Props = { label: string; value: string; wait: number; size?: "sm"; className?: string | undefined; onAsk: (words: string) => void };

/** Words to look for: asked once the typing pauses for `wait` ms, and gone when the address lost them. */
export function SearchWords({ label, value, wait, size, className, onAsk }: Props) {
  const [words, setWords] = useState(value);
  const asked = useRef(value);
  const ask = useDebouncedCallback((next: string) => {
    asked.current = next;
    onAsk(next);
  }, wait);
  useEffect(() => {
    if (value === asked.current) return;
    asked.current = value;
    setWords(value);
  }, [value]);
  return (
    <TextInput
      {...(size ? { size } : {})}
      className={className ?? ""}
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={15} />}
      value={words}
      onChange={(event) => {
        setWords(event.currentTarget.value);
        ask(event.currentTarget.value);
      }}
    />
  );
}
