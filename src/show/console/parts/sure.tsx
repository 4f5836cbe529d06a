import { Button, Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Broken } from "./answer.tsx";

type Props = { title: string; why: string; does: string; problem: Error | null; busy: boolean; onYes: () => void; onNo: () => void };

/** Asks once more before something that cannot be undone. */
export function Sure({ title, why, does, problem, busy, onYes, onNo }: Props) {
  const { t } = useTranslation();
  return (
    <Modal opened onClose={onNo} title={title} size={440}>
      <p style={{ color: "var(--r-ink-2)", marginBottom: 16 }}>{why}</p>
      {problem && <Broken problem={problem} />}
      <div style={{ display: "flex", gap: 8, justifyContent: "flex-end", marginTop: 8 }}>
        <Button variant="default" onClick={onNo} data-autofocus>
          {t("cancel")}
        </Button>
        <Button color="red.8" onClick={onYes} loading={busy}>
          {does}
        </Button>
      </div>
    </Modal>
  );
}
