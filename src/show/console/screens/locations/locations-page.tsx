import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Location, useLocations } from "../../data/locations.ts";
import { Answer, Lines, Nothing } from "../../parts/answer.tsx";
import { Page, Panel } from "../../parts/page.tsx";
import { LocationFile } from "./location-file.tsx";
import { LocationForm } from "./location-form.tsx";
import { LocationTree } from "./location-tree.tsx";
import css from "./locations.module.css";
import { UnplacedList } from "./unplaced-list.tsx";

/** A location that is being made: below which one, and with which code. */
export type NewLocation = { parentId: string | null; code?: string };

/** Where we meet customers in person: regions, stores, tills, devices, and the codes by which what comes in names them. */
export default function LocationsPage() {
  const { t } = useTranslation();
  const found = useLocations();
  const [open, setOpen] = useState<Location | null>(null);
  const [made, setMade] = useState<NewLocation | null>(null);
  const add = (
    <Button size="xs" leftSection={<IconPlus size={14} />} onClick={() => setMade({ parentId: null })}>
      {t("locations.add")}
    </Button>
  );
  return (
    <Page
      title={t("locations.title")}
      question={t("locations.question")}
      actions={
        <>
          <LocationFile />
          {add}
        </>
      }
    >
      <Answer of={found} shape={<Lines count={6} />}>
        {({ locations }) => (
          <div className={css.halves}>
            {locations.length === 0 ? (
              <Nothing title={t("locations.none")} action={add}>
                {t("locations.noneWhy")}
              </Nothing>
            ) : (
              <Panel flush title={t("locations.tree")} note={t("locations.treeNote")}>
                <LocationTree of={locations} onOpen={setOpen} onAdd={(parentId) => setMade({ parentId })} />
              </Panel>
            )}
            <UnplacedList locations={locations} onNew={(code) => setMade({ parentId: null, code })} />
            {open && <LocationForm of={open} locations={locations} onClose={() => setOpen(null)} />}
            {made && <LocationForm of={null} made={made} locations={locations} onClose={() => setMade(null)} />}
          </div>
        )}
      </Answer>
    </Page>
  );
}
