import { Button, Drawer } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Broken } from "./answer.tsx";
import css from "./record-drawer.module.css";
import { Sure } from "./sure.tsx";

/** An order to the server, as far as its button shows it. */
type Order = { error: Error | null; isPending: boolean };
/** How a record is removed: what the button says, and what is asked first. */
type Removal = { does: string; title: string; why: string; order: Order; run: () => void };
type Props = {
  title: string;
  size: number;
  /** Whether what was written can be saved. */
  isWhole: boolean;
  save: Order;
  /** `null` for a record that is not there yet. */
  removal: Removal | null;
  onSave: () => void;
  onClose: () => void;
  children: ReactNode;
};

/** A record's fields at the side of its list: saved with one button, removed after one more question. */
export function RecordDrawer({ title, size, isWhole, save, removal, onSave, onClose, children }: Props) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  return (
    <Drawer opened onClose={onClose} position="right" size={size} title={title}>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          onSave();
        }}
      >
        {children}
        {save.error && <Broken problem={save.error} />}
        <div className={css.foot}>
          {removal && (
            <Button variant="subtle" color="red.8" onClick={() => setAsking(true)}>
              {removal.does}
            </Button>
          )}
          <Button type="submit" loading={save.isPending} disabled={!isWhole}>
            {t("settings.save")}
          </Button>
        </div>
      </form>
      {asking && removal && (
        <Sure
          title={removal.title}
          why={removal.why}
          does={removal.does}
          problem={removal.order.error}
          busy={removal.order.isPending}
          onNo={() => setAsking(false)}
          onYes={removal.run}
        />
      )}
    </Drawer>
  );
}
