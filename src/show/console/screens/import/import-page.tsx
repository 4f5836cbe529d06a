import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type ImportFile, type ImportPart, useUpload, useBroughtFile } from "../../data/imports.ts";
import { useAddress } from "../../frame/address.ts";
import { Answer, Lines } from "../../parts/answer.tsx";
import { Page } from "../../parts/page.tsx";
import { DropFile } from "./drop-file.tsx";
import { FileParts } from "./file-parts.tsx";
import { FitColumns } from "./fit-columns.tsx";
import { ImportRun } from "./import-run.tsx";
import { NextFiles } from "./next-files.tsx";
import { PastImports } from "./past-imports.tsx";
import css from "./import.module.css";

/** Files become facts, one after the other: drop them, choose its tables, see how it was understood, correct that, import, read the report. The running job stands in the address. */
export default function ImportPage() {
  const { t } = useTranslation();
  const [address, change] = useAddress();
  const [brought, setBrought] = useState<ImportFile | null>(null);
  const [next, setNext] = useState<File[]>([]);
  const upload = useUpload();
  const at = address.import ?? address.look ?? null;
  const found = useBroughtFile(at);
  // While the next part is fetched, the one before it knows the whole as well.
  const isKin = found.data?.id === at || found.data?.parts.some(({ id }) => id === at);
  const parts = found.data && isKin ? found.data.parts : [];
  const chosen = brought && (!address.look || address.look === brought.id) ? brought : null;
  const again = () => {
    setBrought(null);
    upload.reset();
    change({ job: null, import: null, look: null });
  };
  const take = ([first, ...rest]: File[]) => {
    if (!first) return;
    again();
    setNext(rest);
    upload.mutate(first, { onSuccess: (file) => (file.parts.length > 0 ? change({ look: file.id }) : setBrought(file)) });
  };
  const open = ({ id, job, state }: ImportPart) => {
    setBrought(null);
    // What failed is still here, to be tried again.
    const isOver = job !== null && state !== "failed";
    change(isOver ? { job, import: id, look: null } : { job: null, import: null, look: id }, "push");
  };
  const fit = (file: ImportFile) => (
    <FitColumns
      key={chosenIn(file)}
      file={file}
      onBack={again}
      onChoose={setBrought}
      onStarted={(job) => change({ job, import: file.id, look: null }, "push")}
    />
  );
  return (
    <Page title={t("import.title")} question={t("import.why")}>
      {next.length > 0 && <NextFiles files={next} isBusy={upload.isPending} onNext={() => take(next)} onDrop={() => setNext([])} />}
      {parts.length > 0 && (
        <FileParts
          parts={parts}
          at={at!}
          stage={address.job ? "begun" : parts.some(({ id }) => id === at) ? "deciding" : "whole"}
          onOpen={open}
          onBack={again}
        />
      )}
      {address.job ? (
        <ImportRun
          key={address.job}
          job={address.job}
          importId={address.import ?? null}
          onAgain={again}
          onMended={({ id, job }) => change({ job, import: id }, "push")}
        />
      ) : chosen ? (
        fit(chosen)
      ) : address.look ? (
        <Answer of={found} shape={<Lines count={6} />}>
          {(looked) => looked.id === at && !isWhole(looked) && <div className={css.stack}>{fit(looked)}</div>}
        </Answer>
      ) : (
        <>
          <DropFile upload={upload} onTake={take} />
          <PastImports onOpen={({ id, job }) => change({ job, import: id }, "push")} />
        </>
      )}
    </Page>
  );
}

/** Whether this is a file of which only the parts are imported. */
const isWhole = ({ id, parts }: ImportFile): boolean => parts.length > 0 && parts.every((part) => part.id !== id);

// Other tables are another file to be understood: nothing decided about the former ones holds.
const chosenIn = ({ id, tables }: ImportFile): string => [id, ...tables.filter(({ chosen }) => chosen).map(({ index }) => index)].join(" ");
