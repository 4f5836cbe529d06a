import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ImportFile } from "../../data/imports.ts";
import { useAddress } from "../../frame/address.ts";
import { Page } from "../../parts/page.tsx";
import { DropFile } from "./drop-file.tsx";
import { FitColumns } from "./fit-columns.tsx";
import { ImportRun } from "./import-run.tsx";
import { PastImports } from "./past-imports.tsx";

/** A file becomes facts: drop it, see how it was understood, correct that, import, read the report. The running job stands in the address. */
export default function ImportPage() {
  const { t } = useTranslation();
  const [address, change] = useAddress();
  const [file, setFile] = useState<ImportFile | null>(null);
  const again = () => {
    setFile(null);
    change({ job: null, import: null });
  };
  return (
    <Page title={t("import.title")} question={t("import.why")}>
      {address.job ? (
        <ImportRun
          key={address.job}
          job={address.job}
          importId={address.import ?? null}
          onAgain={again}
          onMended={({ id, job }) => change({ job, import: id }, "push")}
        />
      ) : file ? (
        <FitColumns file={file} onBack={again} onStarted={(job) => change({ job, import: file.id }, "push")} />
      ) : (
        <>
          <DropFile onRead={setFile} />
          <PastImports onOpen={({ id, job }) => change({ job, import: id }, "push")} />
        </>
      )}
    </Page>
  );
}
