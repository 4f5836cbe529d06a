import { Button, FileButton, Modal, Tooltip } from "@mantine/core";
import { IconFileTypeCsv } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useLocationFile } from "../../data/locations.ts";
import { useFormat } from "../../frame/format.ts";
import { Broken } from "../../parts/answer.tsx";
import { Words } from "../../parts/words.tsx";
import css from "./locations.module.css";

const mostShown = 20;

/** Takes a file of locations and says what came of it, row by row where something was wrong. */
export function LocationFile() {
  const { t } = useTranslation();
  const { number } = useFormat();
  const send = useLocationFile();
  const { data } = send;
  return (
    <>
      <FileButton accept=".csv,.tsv,.txt,text/csv" onChange={(file) => void file?.text().then((csv) => send.mutate(csv))}>
        {(props) => (
          <Tooltip label={t("locations.fileWhy")}>
            <Button {...props} variant="default" size="xs" leftSection={<IconFileTypeCsv size={14} />} loading={send.isPending}>
              {t("locations.file")}
            </Button>
          </Tooltip>
        )}
      </FileButton>
      <Modal opened={data !== undefined || send.error !== null} onClose={() => send.reset()} title={t("locations.file")}>
        {send.error && <Broken problem={send.error} />}
        {data && (
          <div className={css.report}>
            <p>{t("locations.fileDone", { added: number(data.added), changed: number(data.changed) })}</p>
            {data.problems.length > 0 && <b>{t("locations.fileLeft", { count: data.problems.length })}</b>}
            <ul>
              {data.problems.slice(0, mostShown).map(({ row, problem }) => (
                <li key={row}>
                  <Words>{t("locations.fileProblem", { row, problem })}</Words>
                </li>
              ))}
            </ul>
          </div>
        )}
      </Modal>
    </>
  );
}
