import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";

export type Address = Record<string, string | undefined>;
/** Changes parameters of the address and keeps the others; `null` removes one. Replaces history unless told to `push`. */
export type Readdress = (changes: Record<string, string | null>, push?: "push") => void;

/** The screen is a function of these words: everything that can be shared stands in the address. */
export function useAddress(): [Address, Readdress] {
  const search = useSearch({ strict: false }) as Address;
  const navigate = useNavigate();
  const change: Readdress = useCallback(
    (changes, push) => {
      void navigate({
        to: ".",
        replace: push !== "push",
        resetScroll: false,
        search: (before: Address) => {
          const after: Address = { ...before };
          for (const [name, value] of Object.entries(changes)) {
            if (value === null || value === "") delete after[name];
            else after[name] = value;
          }
          return after;
        },
      } as never);
    },
    [navigate],
  );
  return [search, change];
}
