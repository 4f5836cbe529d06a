import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { address as addressOf, type Params } from "../data/request.ts";

/** Leads to a file that the API makes: `of` is its path, `params` what the screen asks for, the children what is said of it. */
export function Download({ of, params, children }: { of: string; params?: Params; children: ReactNode }) {
  return (
    <Button component="a" href={addressOf(of, params)} download variant="default" size="xs" leftSection={<IconDownload size={14} />}>
      {children}
    </Button>
  );
}
