import { Button, Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { inTreeOrder, type Location, usePlacing, useTraffic } from "../../data/locations.ts";
import { useFormat } from "../../frame/format.ts";
import { Answer, Broken, Lines } from "../../parts/answer.tsx";
import { ChannelMark } from "../../parts/channel-mark.tsx";
import { Panel } from "../../parts/page.tsx";
import { Table } from "../../parts/table.tsx";
import { When } from "../../parts/when.tsx";
import css from "./locations.module.css";

/** Codes that facts name and no location has: each is placed with one press. */
export function UnplacedList({ locations, onNew }: { locations: Location[]; onNew: (code: string) => void }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const traffic = useTraffic();
  const placing = usePlacing();
  const choices = inTreeOrder(locations).map(({ id, path }) => ({ value: id, label: path }));
  const place = (code: string, id: string) => {
    const codes = locations.find((location) => location.id === id)?.codes ?? [];
    placing.mutate({ id, codes: [...codes, code] });
  };
  return (
    <Panel flush title={t("locations.unplaced")} note={t("locations.unplacedNote")}>
      {placing.error && <Broken problem={placing.error} />}
      <Answer
        of={traffic}
        shape={<Lines count={2} />}
        isEmpty={({ unplaced }) => unplaced.length === 0}
        whenEmpty={<p className={css.empty}>{t("locations.allPlaced")}</p>}
      >
        {({ unplaced }) => (
          <Table
            label={t("locations.unplaced")}
            rows={unplaced}
            keyOf={({ code }) => code}
            columns={[
              {
                key: "code",
                head: t("locations.code"),
                cell: ({ code, channel, example }) => (
                  <span className={css.unplaced}>
                    <ChannelMark channel={channel} />
                    <span>
                      <code>{code}</code>
                      <small>{example.join(", ")}</small>
                    </span>
                  </span>
                ),
              },
              { key: "facts", head: t("catalogue.facts"), num: true, cell: ({ interactions, answers }) => number(interactions + answers) },
              { key: "last", head: t("catalogue.lastSeen"), wide: true, cell: ({ lastAt }) => <When at={lastAt} /> },
              {
                key: "place",
                head: t("locations.place"),
                cell: ({ code }) => (
                  <span className={css.placing}>
                    {choices.length > 0 && (
                      <Select
                        aria-label={t("locations.placeCode", { code })}
                        placeholder={t("locations.choose")}
                        size="xs"
                        w={130}
                        searchable
                        data={choices}
                        value={null}
                        onChange={(id) => id && place(code, id)}
                      />
                    )}
                    <Button variant="subtle" size="compact-xs" onClick={() => onNew(code)}>
                      {t("locations.new")}
                    </Button>
                  </span>
                ),
              },
            ]}
          />
        )}
      </Answer>
    </Panel>
  );
}
